/*
 * The calls by which Node, libuv and SQLite write, standing in for those of libc. libuv copies files by a bare system
 * call, so that one is here as well.
 */
#define _GNU_SOURCE
#include "shim.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* libc's own function of this name. */
#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

#define UNLESS(error)      \
  int refusal = (error);   \
  if (refusal > 0) {       \
    errno = refusal;       \
    return -1;             \
  }

/* The mode, which is there only where a file may be made. */
#define MODE(flags)                        \
  mode_t mode = 0;                         \
  if ((flags) & (O_CREAT | O_TMPFILE)) {   \
    va_list rest;                          \
    va_start(rest, flags);                 \
    mode = va_arg(rest, mode_t);           \
    va_end(rest);                          \
  }

static int refusal_to_open(const char *path, int flags) {
  return flags & O_CREAT ? shim_call_on_path(OPENED, path) : 0;
}

int open(const char *path, int flags, ...) {
  MODE(flags)
  UNLESS(refusal_to_open(path, flags))
  return REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags)
  UNLESS(refusal_to_open(path, flags))
  return REAL(open64)(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags)
  UNLESS(refusal_to_open(path, flags))
  return REAL(openat)(folder, path, flags, mode);
}

/* Where writing fails, half of it is on the disk all the same. */
ssize_t write(int fd, const void *bytes, size_t length) {
  int refusal = shim_call_on_file(WRITTEN, fd);
  if (refusal == 0) return REAL(write)(fd, bytes, length);
  if (length > 1) (void)!REAL(write)(fd, bytes, length / 2);
  errno = refusal;
  return -1;
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  int refusal = shim_call_on_file(WRITTEN, fd);
  if (refusal == 0) return REAL(pwrite64)(fd, bytes, length, offset);
  if (length > 1) (void)!REAL(pwrite64)(fd, bytes, length / 2, offset);
  errno = refusal;
  return -1;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return pwrite64(fd, bytes, length, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  UNLESS(shim_call_on_file(WRITTEN, fd))
  return REAL(writev)(fd, parts, count);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  UNLESS(shim_call_on_file(WRITTEN, fd))
  return REAL(pwritev64)(fd, parts, count, offset);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return pwritev64(fd, parts, count, offset);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
  UNLESS(shim_call_on_file(WRITTEN, to))
  return REAL(sendfile64)(to, from, offset, count);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t count) { return sendfile64(to, from, offset, count); }

int fsync(int fd) {
  UNLESS(shim_call_on_file(SYNCED, fd))
  return REAL(fsync)(fd);
}
int fdatasync(int fd) {
  UNLESS(shim_call_on_file(SYNCED, fd))
  return REAL(fdatasync)(fd);
}
int ftruncate64(int fd, off64_t length) {
  UNLESS(shim_call_on_file(CUT, fd))
  return REAL(ftruncate64)(fd, length);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int rename(const char *from, const char *to) {
  UNLESS(shim_call_on_path(RENAMED, to))
  return REAL(rename)(from, to);
}
int unlink(const char *path) {
  UNLESS(shim_call_on_path(REMOVED, path))
  return REAL(unlink)(path);
}
int unlinkat(int folder, const char *path, int flags) {
  UNLESS(path[0] == '/' ? shim_call_on_path(REMOVED, path) : shim_call_on_file(REMOVED, folder))
  return REAL(unlinkat)(folder, path, flags);
}
int rmdir(const char *path) {
  UNLESS(shim_call_on_path(REMOVED, path))
  return REAL(rmdir)(path);
}
int mkdir(const char *path, mode_t mode) {
  UNLESS(shim_call_on_path(MADE, path))
  return REAL(mkdir)(path, mode);
}

long syscall(long number, ...) {
  long a[6];
  va_list rest;
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  UNLESS(number == SYS_copy_file_range ? shim_call_on_file(WRITTEN, (int)a[2]) : 0)
  return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

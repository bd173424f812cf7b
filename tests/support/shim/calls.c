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
#include <stdlib.h>
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

/* Runs a call and writes it down where it went well; both as one. */
#define RECORDED(call, record)  \
  shim_record_begin();          \
  __typeof__(call) result = call; \
  if (result >= 0) record;      \
  shim_record_end();            \
  return result;

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
  if (!(flags & O_CREAT)) return 0;
  int refusal = shim_call_on_path(OPENED, path);
  /* A full disk opens what is there already. */
  return refusal == ENOSPC && access(path, F_OK) == 0 ? 0 : refusal;
}

int open(const char *path, int flags, ...) {
  MODE(flags)
  UNLESS(refusal_to_open(path, flags))
  RECORDED(REAL(open)(path, flags, mode), shim_record_opened(result, flags))
}
int open64(const char *path, int flags, ...) {
  MODE(flags)
  UNLESS(refusal_to_open(path, flags))
  RECORDED(REAL(open64)(path, flags, mode), shim_record_opened(result, flags))
}
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags)
  UNLESS(refusal_to_open(path, flags))
  RECORDED(REAL(openat)(folder, path, flags, mode), shim_record_opened(result, flags))
}

/* Where writing fails, half of it is on the disk all the same. */
ssize_t write(int fd, const void *bytes, size_t length) {
  int refusal = shim_call_on_file(WRITTEN, fd);
  if (refusal == 0) {
    RECORDED(REAL(write)(fd, bytes, length), shim_record_data_here(fd, result))
  }
  if (length > 1) (void)!REAL(write)(fd, bytes, length / 2);
  errno = refusal;
  return -1;
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  int refusal = shim_call_on_file(WRITTEN, fd);
  if (refusal == 0) {
    RECORDED(REAL(pwrite64)(fd, bytes, length, offset), shim_record_data(fd, offset, result))
  }
  if (length > 1) (void)!REAL(pwrite64)(fd, bytes, length / 2, offset);
  errno = refusal;
  return -1;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return pwrite64(fd, bytes, length, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  UNLESS(shim_call_on_file(WRITTEN, fd))
  RECORDED(REAL(writev)(fd, parts, count), shim_record_data_here(fd, result))
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  UNLESS(shim_call_on_file(WRITTEN, fd))
  RECORDED(REAL(pwritev64)(fd, parts, count, offset), shim_record_data(fd, offset, result))
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return pwritev64(fd, parts, count, offset);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
  UNLESS(shim_call_on_file(WRITTEN, to))
  RECORDED(REAL(sendfile64)(to, from, offset, count), shim_record_data_here(to, result))
}
ssize_t sendfile(int to, int from, off_t *offset, size_t count) { return sendfile64(to, from, offset, count); }

int fsync(int fd) {
  UNLESS(shim_call_on_file(SYNCED, fd))
  RECORDED(REAL(fsync)(fd), shim_record_file(RECORD_SYNCED, fd, 0))
}
int fdatasync(int fd) {
  UNLESS(shim_call_on_file(SYNCED, fd))
  RECORDED(REAL(fdatasync)(fd), shim_record_file(RECORD_SYNCED, fd, 0))
}
int ftruncate64(int fd, off64_t length) {
  UNLESS(shim_call_on_file(CUT, fd))
  RECORDED(REAL(ftruncate64)(fd, length), shim_record_file(RECORD_CUT, fd, length))
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int rename(const char *from, const char *to) {
  UNLESS(shim_call_on_path(RENAMED, to))
  RECORDED(REAL(rename)(from, to), shim_record_path(RECORD_RENAMED, from, to))
}
int link(const char *from, const char *to) {
  UNLESS(shim_call_on_path(RENAMED, to))
  RECORDED(REAL(link)(from, to), shim_record_path(RECORD_LINKED, from, to))
}
int unlink(const char *path) {
  UNLESS(shim_call_on_path(REMOVED, path))
  RECORDED(REAL(unlink)(path), shim_record_path(RECORD_REMOVED, path, ""))
}
int unlinkat(int folder, const char *path, int flags) {
  UNLESS(path[0] == '/' ? shim_call_on_path(REMOVED, path) : shim_call_on_file(REMOVED, folder))
  RECORDED(REAL(unlinkat)(folder, path, flags), shim_record_path_in(RECORD_REMOVED, folder, path))
}
int rmdir(const char *path) {
  UNLESS(shim_call_on_path(REMOVED, path))
  RECORDED(REAL(rmdir)(path), shim_record_path(RECORD_REMOVED, path, ""))
}
int mkdir(const char *path, mode_t mode) {
  /* Of a folder that is there a disk says that, whatever else is wrong with it. */
  UNLESS(access(path, F_OK) == 0 ? 0 : shim_call_on_path(MADE, path))
  RECORDED(REAL(mkdir)(path, mode), shim_record_path(RECORD_MADE, path, ""))
}

char *mkdtemp(char *path) {
  int refusal = shim_call_on_path(MADE, path);
  if (refusal > 0) {
    errno = refusal;
    return NULL;
  }
  shim_record_begin();
  char *made = REAL(mkdtemp)(path);
  if (made != NULL) shim_record_path(RECORD_MADE, made, "");
  shim_record_end();
  return made;
}

static void copied(int to, const off64_t *end, ssize_t length) {
  if (end == NULL) shim_record_data_here(to, length);
  else shim_record_data(to, *end - length, length);
}

long syscall(long number, ...) {
  long a[6];
  va_list rest;
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  if (number != SYS_copy_file_range) return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  int to = (int)a[2];
  UNLESS(shim_call_on_file(WRITTEN, to))
  RECORDED(REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]),
           copied(to, (off64_t *)a[3], (ssize_t)result))
}

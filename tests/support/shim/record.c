/*
 * Writes down, in order, what a process does to the files below a folder and what it syncs, so that a power cut can be
 * played at any moment afterwards. One call after the other: what stands before a sync in the log was written before it.
 */
#define _GNU_SOURCE
#include "shim.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define LONGEST 4096

static char recorded[LONGEST];
static size_t recorded_length;
static int log_file = -1;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

struct __attribute__((packed)) head {
  uint8_t kind;
  uint64_t inode;
  int64_t offset;
  uint32_t path_length;
  uint32_t data_length;
};

static int is_recorded(const char *path) {
  return log_file >= 0 && strncmp(path, recorded, recorded_length) == 0 &&
         (path[recorded_length] == '/' || path[recorded_length] == '\0');
}

static int path_of(int fd, char *path) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, LONGEST - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return 1;
}

static uint64_t inode_of(int fd) {
  struct stat s;
  return fstat(fd, &s) == 0 ? s.st_ino : 0;
}

static void add(enum record kind, uint64_t inode, int64_t offset, const char *path, const void *data, size_t length) {
  struct head head = {kind, inode, offset, (uint32_t)strlen(path), (uint32_t)length};
  struct iovec parts[] = {
      {&head, sizeof head}, {(void *)path, head.path_length}, {(void *)data, length}};
  ssize_t (*really)(int, const struct iovec *, int) = (ssize_t(*)(int, const struct iovec *, int))dlsym(RTLD_NEXT, "writev");
  if (really(log_file, parts, 3) != (ssize_t)(sizeof head + head.path_length + length)) abort();
}

void shim_record_begin(void) {
  if (log_file >= 0) pthread_mutex_lock(&one);
}
void shim_record_end(void) {
  if (log_file >= 0) pthread_mutex_unlock(&one);
}

/* The bytes are read back: so every way of writing is written down alike. */
void shim_record_data(int fd, int64_t offset, ssize_t length) {
  char path[LONGEST], link[32];
  if (log_file < 0 || length <= 0 || !path_of(fd, path) || !is_recorded(path)) return;
  int (*really)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int again = really(link, O_RDONLY | O_CLOEXEC);
  void *bytes = malloc((size_t)length);
  if (again < 0 || bytes == NULL || pread(again, bytes, (size_t)length, offset) != length) abort();
  add(RECORD_DATA, inode_of(fd), offset, path, bytes, (size_t)length);
  free(bytes);
  close(again);
}
void shim_record_data_here(int fd, ssize_t length) {
  if (log_file >= 0 && length > 0) shim_record_data(fd, lseek(fd, 0, SEEK_CUR) - length, length);
}

void shim_record_file(enum record kind, int fd, int64_t offset) {
  char path[LONGEST];
  if (log_file >= 0 && path_of(fd, path) && is_recorded(path)) add(kind, inode_of(fd), offset, path, "", 0);
}

void shim_record_opened(int fd, int flags) {
  if (log_file < 0 || fd < 0) return;
  if (flags & O_CREAT) shim_record_file(RECORD_CREATED, fd, 0);
  if (flags & O_TRUNC) shim_record_file(RECORD_CUT, fd, 0);
}

void shim_record_path(enum record kind, const char *path, const char *other) {
  struct stat s;
  if (!is_recorded(path)) return;
  uint64_t inode = stat(other[0] == '\0' ? path : other, &s) == 0 ? s.st_ino : 0;
  add(kind, inode, 0, path, other, strlen(other));
}

void shim_record_path_in(enum record kind, int folder, const char *path) {
  char whole[2 * LONGEST];
  if (log_file < 0) return;
  if (path[0] == '/') snprintf(whole, sizeof whole, "%s", path);
  else {
    if (!path_of(folder, whole)) return;
    size_t length = strlen(whole);
    snprintf(whole + length, sizeof whole - length, "/%s", path);
  }
  shim_record_path(kind, whole, "");
}

/* record(folder, log) */
static napi_value record(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value argument[2];
  char path[LONGEST];
  napi_get_cb_info(env, info, &count, argument, NULL, NULL);
  napi_get_value_string_utf8(env, argument[0], recorded, sizeof recorded, &recorded_length);
  napi_get_value_string_utf8(env, argument[1], path, sizeof path, NULL);
  log_file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (log_file < 0) abort();
  return shim_nothing(env);
}

/* mark(text): something was promised. */
static napi_value mark(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument[1];
  char text[LONGEST];
  napi_get_cb_info(env, info, &count, argument, NULL, NULL);
  napi_get_value_string_utf8(env, argument[0], text, sizeof text, NULL);
  shim_record_begin();
  if (log_file >= 0) add(RECORD_MARK, 0, 0, text, "", 0);
  shim_record_end();
  return shim_nothing(env);
}

void shim_record_exports(napi_env env, napi_value exports) {
  shim_add_function(env, exports, "record", record);
  shim_add_function(env, exports, "mark", mark);
}

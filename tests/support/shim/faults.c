/* Counts the calls that write below the watched folders, and makes one of them fail, or the process die at it. */
#define _GNU_SOURCE
#include "shim.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LONGEST 4096

static char watched[LONGEST]; /* a folder; empty where nothing is watched */
static size_t watched_length;
static long fail_at;   /* the call that fails, counted from 1; 0 for none */
static int fail_with;  /* its errno; negative: the process dies instead */
static int from_there; /* whether all later calls fail as well, as on a full disk */
static long calls;

/* Last calls, for whoever wonders what the n-th one was. */
static enum kind failed_kind;
static char failed_path[LONGEST];

static int is_watched(const char *path) {
  return watched_length > 0 && strncmp(path, watched, watched_length) == 0 &&
         (path[watched_length] == '/' || path[watched_length] == '\0');
}

int shim_call_on_path(enum kind kind, const char *path) {
  if (!is_watched(path)) return 0;
  long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  if (fail_at == 0 || call < fail_at || (call > fail_at && !from_there)) return 0;
  if (call == fail_at) {
    failed_kind = kind;
    snprintf(failed_path, sizeof failed_path, "%s", path);
  }
  if (fail_with < 0) kill(getpid(), SIGKILL);
  return fail_with;
}

int shim_call_on_file(enum kind kind, int fd) {
  if (watched_length == 0) return 0;
  char link[32], path[LONGEST];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return shim_call_on_path(kind, path);
}

/* watch(folder, failAt, errno, fromThere): counts from 1 again. */
static napi_value watch(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value argument[4];
  int64_t at = 0;
  bool onwards = false;
  napi_get_cb_info(env, info, &count, argument, NULL, NULL);
  watched_length = 0;
  size_t length = 0;
  napi_get_value_string_utf8(env, argument[0], watched, sizeof watched, &length);
  napi_get_value_int64(env, argument[1], &at);
  napi_get_value_int32(env, argument[2], &fail_with);
  napi_get_value_bool(env, argument[3], &onwards);
  fail_at = (long)at;
  from_there = onwards;
  calls = 0;
  failed_path[0] = '\0';
  watched_length = length;
  return shim_nothing(env);
}

/* unwatch(): no call fails any more; returns how many were counted, and which one failed. */
static napi_value unwatch(napi_env env, napi_callback_info info) {
  static const char *const names[] = {"open", "write", "sync", "truncate", "rename", "remove", "mkdir"};
  (void)info;
  watched_length = 0;
  char text[LONGEST + 16] = "";
  if (failed_path[0] != '\0') snprintf(text, sizeof text, "%s %s", names[failed_kind], failed_path);
  napi_value result, value;
  napi_create_array(env, &result);
  napi_create_int64(env, calls, &value);
  napi_set_element(env, result, 0, value);
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
  napi_set_element(env, result, 1, value);
  return result;
}

void shim_fault_exports(napi_env env, napi_value exports) {
  shim_add_function(env, exports, "watch", watch);
  shim_add_function(env, exports, "unwatch", unwatch);
}

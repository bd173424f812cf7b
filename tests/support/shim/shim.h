/* What the parts of the shim share. */
#ifndef LOCO_SHIM_H
#define LOCO_SHIM_H

#include <node_api.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The n-th call that writes below the watched folders, and what becomes of it. */
enum kind { OPENED, WRITTEN, SYNCED, CUT, RENAMED, REMOVED, MADE };

/* Called before a call that writes. 0: let it through; else the errno that it is to fail with. */
int shim_call_on_path(enum kind kind, const char *path);
int shim_call_on_file(enum kind kind, int fd);

/* What is written down for power cuts; the order is that of `records` in Recording.ts. */
enum record {
  RECORD_DATA,
  RECORD_CUT,
  RECORD_SYNCED,
  RECORD_CREATED,
  RECORD_RENAMED,
  RECORD_LINKED,
  RECORD_REMOVED,
  RECORD_MADE,
  RECORD_MARK
};

/* Around a call and its record: they are one thing. Without a recording all of these do nothing. */
void shim_record_begin(void);
void shim_record_end(void);
void shim_record_data(int fd, int64_t offset, ssize_t length);
/* The same, of what ends where the file stands. */
void shim_record_data_here(int fd, ssize_t length);
void shim_record_file(enum record kind, int fd, int64_t offset);
void shim_record_opened(int fd, int flags);
void shim_record_path(enum record kind, const char *path, const char *other);
void shim_record_path_in(enum record kind, int folder, const char *path);

void shim_add_function(napi_env env, napi_value exports, const char *name, napi_callback function);
napi_value shim_nothing(napi_env env);

void shim_fork_exports(napi_env env, napi_value exports);
void shim_fault_exports(napi_env env, napi_value exports);
void shim_record_exports(napi_env env, napi_value exports);

#endif

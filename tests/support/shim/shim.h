/* What the parts of the shim share. */
#ifndef LOCO_SHIM_H
#define LOCO_SHIM_H

#include <node_api.h>
#include <stddef.h>
#include <sys/types.h>

/* The n-th call that writes below the watched folders, and what becomes of it. */
enum kind { OPENED, WRITTEN, SYNCED, CUT, RENAMED, REMOVED, MADE };

/* Called before a call that writes. 0: let it through; else the errno that it is to fail with. */
int shim_call_on_path(enum kind kind, const char *path);
int shim_call_on_file(enum kind kind, int fd);

void shim_add_function(napi_env env, napi_value exports, const char *name, napi_callback function);
napi_value shim_nothing(napi_env env);

void shim_fork_exports(napi_env env, napi_value exports);
void shim_fault_exports(napi_env env, napi_value exports);

#endif

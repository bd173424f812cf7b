/* The shim as Node loads it: LD_PRELOAD puts its calls before libc's, and `require` of the same file steers them. */
#include "shim.h"

void shim_add_function(napi_env env, napi_value exports, const char *name, napi_callback function) {
  napi_value value;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, function, NULL, &value);
  napi_set_named_property(env, exports, name, value);
}

napi_value shim_nothing(napi_env env) {
  napi_value nothing;
  napi_get_undefined(env, &nothing);
  return nothing;
}

NAPI_MODULE_INIT() {
  shim_fork_exports(env, exports);
  shim_fault_exports(env, exports);
  shim_record_exports(env, exports);
  return exports;
}

/*
 * Children of a warm Node: starting one takes a few milliseconds, where a new process takes hundreds. The process that
 * forks runs nothing but its main thread meanwhile, so the child has all that it needs; it gets an event loop of its own.
 */
#define _GNU_SOURCE
#include "shim.h"
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Of libuv, which Node exports; its header is not among those of the addons. */
extern int uv_loop_fork(void *loop);

/* Set by a child when the work that is to be disturbed begins; shared by parent and child. */
static volatile int *begun;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* V8 keeps its heap out of forked children; here they need it. */
int madvise(void *address, size_t length, int advice) {
  return advice == MADV_DONTFORK ? 0 : (int)syscall(SYS_madvise, address, length, advice);
}

/*
 * fork(killAfterMs, limitMs): null in the child. In the parent, once the child has ended: [exit code or -signal, ms since
 * it began, whether it was still there at the limit]. It is killed so long after it began; never, where that is negative.
 */
static napi_value fork_child(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value argument[2], result, value;
  double kill_after = -1, limit = 0;
  napi_get_cb_info(env, info, &count, argument, NULL, NULL);
  napi_get_value_double(env, argument[0], &kill_after);
  napi_get_value_double(env, argument[1], &limit);
  *begun = 0;
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    void *loop = NULL;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    napi_get_uv_event_loop(env, (struct uv_loop_s **)&loop);
    uv_loop_fork(loop);
    napi_get_null(env, &result);
    return result;
  }
  int handle = (int)syscall(SYS_pidfd_open, child, 0), status = 0, hung = 0;
  double forked = now_ms(), start = 0;
  for (;;) {
    double now = now_ms();
    if (start == 0 && *begun) start = now;
    int is_due = kill_after >= 0 && start > 0 && now - start >= kill_after;
    hung = now - forked > limit;
    if (is_due || hung) {
      kill(child, SIGKILL);
      break;
    }
    double wait = kill_after >= 0 && start > 0 ? kill_after - (now - start) : 0.5;
    struct timespec pause = {0, (long)((wait > 1 ? 1 : wait) * 1e6)};
    struct pollfd ended = {handle, POLLIN, 0};
    if (ppoll(&ended, 1, &pause, NULL) > 0) break;
  }
  waitpid(child, &status, 0);
  close(handle);
  napi_create_array(env, &result);
  napi_create_int32(env, WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), &value);
  napi_set_element(env, result, 0, value);
  napi_create_double(env, now_ms() - (start > 0 ? start : forked), &value);
  napi_set_element(env, result, 1, value);
  napi_get_boolean(env, hung, &value);
  napi_set_element(env, result, 2, value);
  return result;
}

/* begin(): what is to be disturbed begins here. */
static napi_value begin(napi_env env, napi_callback_info info) {
  (void)info;
  *begun = 1;
  return shim_nothing(env);
}

/* end(code): leaves without waiting for threads, which a forked child does not have. */
static napi_value end(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument[1];
  int code = 1;
  napi_get_cb_info(env, info, &count, argument, NULL, NULL);
  napi_get_value_int32(env, argument[0], &code);
  _exit(code);
}

void shim_fork_exports(napi_env env, napi_value exports) {
  begun = mmap(NULL, sizeof *begun, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (begun == MAP_FAILED) abort();
  shim_add_function(env, exports, "fork", fork_child);
  shim_add_function(env, exports, "begin", begin);
  shim_add_function(env, exports, "end", end);
}

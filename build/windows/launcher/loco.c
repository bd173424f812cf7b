/* `loco.exe`: the command line of the version in use, in this console, with its exit code. */
#include "version.h"
#include <stdio.h>
#include <wchar.h>

#define NODE L"resources\\runtime\\node\\bin\\node.exe"
#define COMMANDS L"resources\\app\\out\\main\\loco.js"
/* As engineFlags in places.mjs. */
#define FLAGS L"--max-semi-space-size=8"

/* Ctrl+C reaches every program of a console: the command ends as it likes, and this one after it. */
static BOOL WINAPI leave_to_command(DWORD what) {
  return what == CTRL_C_EVENT || what == CTRL_BREAK_EVENT;
}

/* Whoever ends this program ends the command with it; what the command has started, a browser perhaps, goes on. */
static HANDLE ends_with_this(void) {
  HANDLE job = CreateJobObjectW(NULL, NULL);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
  limits.BasicLimitInformation.LimitFlags =
      JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
  SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
  return job;
}

static int say_not_complete(void) {
  DWORD mode, written;
  HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
  const WCHAR *text = not_complete();
  if (GetConsoleMode(out, &mode)) {
    WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL);
    WriteConsoleW(out, L"\r\n", 2, &written, NULL);
  } else {
    char bytes[512];
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes - 1, NULL, NULL);
    bytes[length - 1] = '\n';
    WriteFile(out, bytes, (DWORD)length, &written, NULL);
  }
  return 1;
}

int wmain(void) {
  static WCHAR node[LONGEST], commands[LONGEST], line[LONGEST];
  if (!in_version(NODE, node) || !in_version(COMMANDS, commands)) return say_not_complete();
  int length = _snwprintf(line, LONGEST, L"\"%ls\" %ls \"%ls\" %ls", node, FLAGS, commands, own_arguments());
  if (length < 0) return say_not_complete();
  forget_other_nodes();
  SetConsoleCtrlHandler(leave_to_command, TRUE);
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION made;
  HANDLE job = ends_with_this();
  if (!CreateProcessW(node, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &start, &made))
    return say_not_complete();
  AssignProcessToJobObject(job, made.hProcess);
  ResumeThread(made.hThread);
  WaitForSingleObject(made.hProcess, INFINITE);
  DWORD code = 1;
  GetExitCodeProcess(made.hProcess, &code);
  return (int)code;
}

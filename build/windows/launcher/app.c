/* `LoCo Studio.exe`: starts the window of the version in use, and is gone. */
#include "version.h"
#include <wchar.h>

int WINAPI wWinMain(HINSTANCE own, HINSTANCE none, PWSTR text, int show) {
  (void)own, (void)none, (void)text, (void)show;
  static WCHAR path[LONGEST], line[LONGEST];
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION made;
  forget_other_nodes();
  BOOL begun = in_version(L"LoCo Studio.exe", path) &&
               _snwprintf(line, LONGEST, L"\"%ls\" %ls", path, own_arguments()) >= 0 &&
               CreateProcessW(path, line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &made);
  if (!begun) {
    MessageBoxW(NULL, not_complete(), L"LoCo Studio", MB_OK | MB_ICONERROR);
    return 1;
  }
  /* Windows lets only the program in front bring a window to the front. */
  AllowSetForegroundWindow(made.dwProcessId);
  return 0;
}

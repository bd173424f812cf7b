/*
 * press.exe TEXT [press]: waits until the installer's first button says TEXT and can be pressed, prints where its window
 * lies (left, top, width, height), and presses the button where it is told to. Nothing is left ticked: what the last page
 * would start stays shut.
 */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define FIRST 1

static HWND ready(const char *text) {
  HWND window = NULL;
  while ((window = FindWindowExA(NULL, window, "#32770", NULL))) {
    char said[64] = "";
    HWND button = GetDlgItem(window, FIRST);
    if (!button || !IsWindowVisible(window) || !IsWindowEnabled(button)) continue;
    GetWindowTextA(button, said, sizeof said);
    if (strstr(said, text)) return window;
  }
  return NULL;
}

static BOOL CALLBACK untick(HWND control, LPARAM unused) {
  char name[16] = "";
  (void)unused;
  GetClassNameA(control, name, sizeof name);
  if (!strcmp(name, "Button") && SendMessageA(control, BM_GETCHECK, 0, 0) == BST_CHECKED)
    SendMessageA(control, BM_SETCHECK, BST_UNCHECKED, 0);
  return TRUE;
}

int main(int count, char **words) {
  HWND window = NULL;
  RECT at;
  for (int tries = 0; count > 1 && !window && tries < 600; tries++) {
    window = ready(words[1]);
    if (!window) Sleep(200);
  }
  if (!window) return 1;
  GetWindowRect(window, &at);
  printf("%ld %ld %ld %ld\n", at.left, at.top, at.right - at.left, at.bottom - at.top);
  if (count < 3) return 0;
  EnumChildWindows(window, untick, 0);
  PostMessageA(window, WM_COMMAND, MAKEWPARAM(FIRST, BN_CLICKED), (LPARAM)GetDlgItem(window, FIRST));
  return 0;
}

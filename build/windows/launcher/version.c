#include "version.h"
#include <wchar.h>

/* A version is a short word of figures, letters, points and dashes: it can lead nowhere else. */
static BOOL read_current(const WCHAR *path, WCHAR version[64]) {
  HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  char text[63];
  DWORD length = 0;
  BOOL read = ReadFile(file, text, sizeof text, &length, NULL);
  CloseHandle(file);
  if (!read) return FALSE;
  int n = 0;
  for (DWORD i = 0; i < length && text[i] != '\r' && text[i] != '\n'; i++) {
    char c = text[i];
    BOOL is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
    if (!is_word) return FALSE;
    version[n++] = (WCHAR)c;
  }
  version[n] = 0;
  return n > 0 && version[0] != L'.';
}

BOOL in_version(const WCHAR *file, WCHAR path[LONGEST]) {
  DWORD length = GetModuleFileNameW(NULL, path, LONGEST);
  if (length == 0 || length >= LONGEST) return FALSE;
  WCHAR *end = wcsrchr(path, L'\\') + 1;
  size_t room = LONGEST - (size_t)(end - path);
  WCHAR version[64];
  if (_snwprintf(end, room, L"current.txt") < 0 || !read_current(path, version)) return FALSE;
  if (_snwprintf(end, room, L"versions\\%ls\\%ls", version, file) < 0) return FALSE;
  return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

const WCHAR *own_arguments(void) {
  const WCHAR *line = GetCommandLineW();
  if (*line == L'"') {
    for (line++; *line && *line != L'"'; line++) {}
    if (*line) line++;
  } else {
    while (*line && *line != L' ' && *line != L'\t') line++;
  }
  while (*line == L' ' || *line == L'\t') line++;
  return line;
}

void forget_other_nodes(void) {
  SetEnvironmentVariableW(L"NODE_OPTIONS", NULL);
  SetEnvironmentVariableW(L"NODE_PATH", NULL);
  SetEnvironmentVariableW(L"ELECTRON_RUN_AS_NODE", NULL);
}

const WCHAR *not_complete(void) {
  switch (PRIMARYLANGID(GetUserDefaultUILanguage())) {
    case LANG_CHINESE:
      return L"此文件夹中的 LoCo Studio 不完整：请重新安装或解压。";
    case LANG_GERMAN:
      return L"LoCo Studio ist in diesem Ordner nicht vollständig: bitte neu installieren oder neu entpacken.";
    case LANG_FRENCH:
      return L"LoCo Studio est incomplet dans ce dossier : réinstallez-le ou décompressez-le à nouveau.";
    default:
      return L"LoCo Studio is not complete in this folder: install or unpack it again.";
  }
}

/* Where the version lies that a launcher starts. Everything is in wide characters: folders bear users' names. */
#ifndef LOCO_VERSION_H
#define LOCO_VERSION_H
#include <windows.h>

/* Longest path that Windows knows, in characters. */
#define LONGEST 32768

/*
 * Writes the path of `file` in the version that current.txt beside this program names. False where there is no such file:
 * what was unpacked is not complete.
 */
BOOL in_version(const WCHAR *file, WCHAR path[LONGEST]);

/* The command line after this program's own name, as it was typed: whoever takes it apart and quotes it again gets it wrong. */
const WCHAR *own_arguments(void);

/* Forgets what another program on this machine may have set for its own Node. */
void forget_other_nodes(void);

/* The one sentence for a folder in which something is missing, in the user's language. */
const WCHAR *not_complete(void);
#endif

import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'

const isWindows = process.platform === 'win32'
/** Windows puts on the disk only what was opened for writing. */
const TO_SYNC = isWindows ? 'r+' : 'r'

/** Puts what a file holds on the disk: until then a power cut may take it back (RELIABILITY §2). */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, TO_SYNC)
  await file.sync().finally(() => file.close())
}

/**
 * Puts the names in a folder on the disk: a file that is there may be without one after a power cut. Windows lets nobody do
 * that (EPERM), and NTFS keeps names in a journal of its own: there it is taken as done.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (!isWindows) await syncFile(folder)
}

/** The same, where nothing can wait. */
export function syncFolderNow(folder: string): void {
  if (isWindows) return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

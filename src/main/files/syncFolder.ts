import { open } from 'node:fs/promises'

/** Puts the names in a folder on the disk: a file that is there may be without one after a power cut (RELIABILITY §2). */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

import { open } from 'node:fs/promises'

/** Puts what a file holds on the disk: until then a power cut may take it back (RELIABILITY §2). */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
}

/** Puts the names in a folder on the disk: a file that is there may be without one after a power cut. */
export const syncFolder = (folder: string): Promise<void> => syncFile(folder)

import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes what an export that failed has written, so that its folder is empty for the next try. Nothing else goes. */
export async function takeBack(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(folder, file), { force: true }).catch(() => {})
  const inside = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const folders = inside
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
  // The deepest first; one that holds something of somebody else stays.
  for (const path of folders.sort((a, b) => b.length - a.length)) await rmdir(path).catch(() => {})
}

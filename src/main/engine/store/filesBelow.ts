import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Files at any depth whose names are wanted, with their sizes and when they were last read or written. */
export async function filesBelow(folder: string, wanted: (name: string) => boolean) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files: { path: string; bytes: number; used: number }[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !wanted(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const { size, atimeMs, mtimeMs } = await stat(path)
    files.push({ path, bytes: size, used: Math.max(atimeMs, mtimeMs) })
  }
  return files
}

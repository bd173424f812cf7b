import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isUntouched } from './untouched.ts'

/**
 * Puts a file into a study's cache, whole or not at all, but not through a power cut: it can be made again. A full disk costs
 * the file and nothing else, and so does a study that a newer app wrote.
 */
export async function keepInCache(path: string, bytes: Uint8Array): Promise<void> {
  if (isUntouched(path)) return
  const temporary = `${path}.${randomUUID().slice(0, 8)}`
  await mkdir(dirname(path), { recursive: true })
    .then(() => writeFile(temporary, bytes))
    .then(() => rename(temporary, path))
    .catch(() => rm(temporary, { force: true }).catch(() => {}))
}

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Files that outlive a crash, for engine and trainer alike. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/**
 * Writes a file so that a crash or power cut leaves the old one or the new one: temporary file, fsync, rename,
 * fsync of the folder. With either fsync left out, files were lost in simulated power cuts (RELIABILITY §2).
 * Returns the content's sha256.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID().slice(0, 8)}.writing`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
  return sha256(bytes)
}

/** Reads a file whose content is known by its sha256. Throws an Error with one sentence where it differs. */
export async function readVerified(path: string, expected: string): Promise<Buffer> {
  const bytes = await readFile(path)
  if (sha256(bytes) !== expected) {
    throw new Error(`The file ${path} has changed since it was written; restore it from a backup.`)
  }
  return bytes
}

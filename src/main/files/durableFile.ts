import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refused } from '../../shared/reasons/Refused.ts'
import { makeFolder } from './makeFolder.ts'
import { syncFolder } from './syncFolder.ts'

/** Files that outlive a crash, for engine and trainer alike. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The same of a file of any size, read in pieces. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex')
}

/**
 * Writes a file so that a crash or power cut leaves the old one or the new one: temporary file, fsync, rename,
 * fsync of the folder. With either fsync left out, files were lost in simulated power cuts (RELIABILITY §2).
 * Returns the content's sha256.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<string> {
  await writeAllDurably([{ path, bytes }])
  return sha256(bytes)
}

/** The same for many files at once: they are synced side by side, and each folder once. */
export async function writeAllDurably(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(path)))
  for (const folder of folders) await makeFolder(folder)
  // All are waited for, so that a failed one leaves none under way.
  const written = await Promise.allSettled(files.map(({ path, bytes }) => writeSynced(path, bytes)))
  const failed = written.find((w) => w.status === 'rejected')
  if (failed) throw failed.reason
  for (const folder of folders) await syncFolder(folder)
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.writing`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

/** Reads a file whose content is known by its sha256. Throws an Error with one sentence where it differs. */
export async function readVerified(path: string, expected: string): Promise<Buffer> {
  const bytes = await readFile(path)
  if (sha256(bytes) !== expected) {
    throw refused('modelChanged', {}, path)
  }
  return bytes
}

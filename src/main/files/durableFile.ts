import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refused } from '../../shared/reasons/Refused.ts'
import { diskReason } from './diskReason.ts'
import { makeFolder } from './makeFolder.ts'
import { replaceFile } from './replaceFile.ts'
import { syncFolder } from './sync.ts'

/** Files that outlive a crash, for engine and trainer alike. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The same of a file of any size, read in pieces, from this byte on. */
export async function sha256File(path: string, start = 0): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { start })) hash.update(part as Buffer)
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

/**
 * Copies a file of known content as `writeDurably` writes one, in pieces: it may be larger than memory. Throws
 * `Refused` where it differs, and as the disk does; nothing stands in its place then.
 */
export async function copyVerified(from: string, to: string, expected: string): Promise<void> {
  await makeFolder(dirname(to))
  await replaceSynced(to, async (file) => {
    const hash = createHash('sha256')
    for await (const part of createReadStream(from)) {
      hash.update(part as Buffer)
      await file.writeFile(part as Buffer)
    }
    if (hash.digest('hex') !== expected) throw refused('modelChanged', {}, from)
  })
  await syncFolder(dirname(to))
}

const writeSynced = (path: string, bytes: Uint8Array) => replaceSynced(path, (file) => file.writeFile(bytes))

/** Writes a file beside `path` and puts it in its place. Where any of that fails, nothing of it is left. */
async function replaceSynced(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.writing`
  try {
    const file = await open(temporary, 'w')
    try {
      await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await replaceFile(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Reads a model's file, whose content is known by its sha256. Throws `Refused` where it is gone or differs, and as the disk does. */
export async function readVerified(path: string, expected: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw diskReason(error) ? error : refused('modelMissing', {}, error)
  })
  if (sha256(bytes) !== expected) {
    throw refused('modelChanged', {}, path)
  }
  return bytes
}

import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { Failure } from '../../../shared/contract/failure.ts'
import { sha256, writeAllDurably } from '../../files/durableFile.ts'
import { framePath } from '../../files/originals.ts'

/** Stores originals under their contents' hashes, durably; those that are there already are kept. */
export async function storeOriginals(
  folder: string,
  originals: readonly { bytes: Uint8Array; hash: string; extension: string }[],
): Promise<void> {
  const missing = originals
    .map(({ bytes, hash, extension }) => ({ path: framePath(folder, hash, extension), bytes }))
    .filter(({ path }) => !existsSync(path))
  try {
    await writeAllDurably(missing)
  } catch (error) {
    // All or none: what was written belongs to no row yet, and on a full disk it would crowd out the rest.
    for (const { path } of missing) await rm(path, { force: true })
    throw error
  }
}

/** Reads an original and checks it against its name. */
export async function readOriginal(folder: string, hash: string, extension: string): Promise<Buffer> {
  const path = framePath(folder, hash, extension)
  const bytes = await readFile(path).catch(() => undefined)
  if (!bytes) throw new Failure('imageMissing')
  if (sha256(bytes) !== hash) {
    throw new Failure('imageChanged')
  }
  return bytes
}

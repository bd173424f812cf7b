import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { sha256, writeDurably } from '../../files/durableFile.ts'

/** Where the original with this content lies. */
export const framePath = (folder: string, hash: string, extension: string) =>
  join(folder, 'frames', hash.slice(0, 2), `${hash}.${extension}`)

/** Stores an original under its content's hash; one that is there already is kept. */
export async function storeOriginal(
  folder: string,
  bytes: Uint8Array,
  hash: string,
  extension: string,
): Promise<void> {
  const path = framePath(folder, hash, extension)
  if (!existsSync(path)) await writeDurably(path, bytes)
}

/** Reads an original and checks it against its name. */
export async function readOriginal(folder: string, hash: string, extension: string): Promise<Buffer> {
  const path = framePath(folder, hash, extension)
  const bytes = await readFile(path).catch(() => undefined)
  if (!bytes)
    throw new Failure(
      'FILE_DAMAGED',
      'The image file of this frame is missing; restore the study from a backup.',
      path,
    )
  if (sha256(bytes) !== hash) {
    throw new Failure(
      'FILE_DAMAGED',
      'The image file of this frame has changed since its import; restore it from a backup.',
      path,
    )
  }
  return bytes
}

import { existsSync } from 'node:fs'
import { lstat, rm } from 'node:fs/promises'
import sharp from 'sharp'
import { Failure } from '../../../../shared/contract/failure.ts'
import { framePath } from '../../../files/originals.ts'
import { readOriginal, storeOriginals } from '../../store/frameFiles.ts'
import type { ForeignFrame } from './foreignRows.ts'

/** Files synced together. */
const BATCH = 32
/** More pixels than any camera here takes; a file that claims more is none of ours. */
const MOST_PIXELS = 2 ** 26

/** Originals that were copied into a study and belong to no row yet. */
export interface Copied {
  /** Takes them away again. */
  undo(): Promise<void>
}

/**
 * Copies the originals of frames from another study, each one plain, of the size it is said to have, with the content
 * it is named by, and decoded to its end. Where one is not, none stays. Fails FILE_DAMAGED, STUDY_DAMAGED, DISK_FULL.
 */
export async function copyOriginals(
  from: string,
  to: string,
  frames: readonly ForeignFrame[],
): Promise<Copied> {
  const missing = frames.filter(({ sha256, extension }) => !existsSync(framePath(to, sha256, extension)))
  const undo = async () => {
    for (const { sha256, extension } of missing) await rm(framePath(to, sha256, extension), { force: true })
  }
  try {
    for (let at = 0; at < missing.length; at += BATCH) {
      const originals = []
      for (const frame of missing.slice(at, at + BATCH))
        originals.push({
          bytes: await soundOriginal(from, frame),
          hash: frame.sha256,
          extension: frame.extension,
        })
      await storeOriginals(to, originals)
    }
    return { undo }
  } catch (error) {
    await undo()
    throw error
  }
}

async function soundOriginal(folder: string, frame: ForeignFrame): Promise<Buffer> {
  const { id, sha256, extension, width, height, bytes: size } = frame
  const path = framePath(folder, sha256, extension)
  const file = await lstat(path).catch(() => undefined)
  if (!file) throw new Failure('imageMissing')
  const refuse = (cause?: unknown) => new Failure('mergeRefused', { table: 'frame', row: String(id) }, cause)
  // A pipe would never end, and a link leads out of the study.
  if (!file.isFile() || file.size !== size || width * height > MOST_PIXELS) throw refuse()
  const bytes = await readOriginal(folder, sha256, extension)
  try {
    const image = sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS })
    const found = await image.metadata()
    const isSo =
      found.width === width &&
      found.height === height &&
      (found.pages ?? 1) === 1 &&
      formats[extension] === found.format
    if (isSo) {
      await image.stats()
      return bytes
    }
  } catch (error) {
    throw refuse(error)
  }
  throw refuse()
}

const formats = { png: 'png', jpg: 'jpeg', webp: 'webp' } as const

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refused } from '../../shared/reasons/Refused.ts'
import { sha256 } from './durableFile.ts'

/** Where the original with this content lies in a study's folder. */
export const framePath = (folder: string, hash: string, extension: string) =>
  join(folder, 'frames', hash.slice(0, 2), `${hash}.${extension}`)

const ORIGINAL = /[\\/]frames[\\/]([0-9a-f]{2})[\\/](\1[0-9a-f]{62})\.\w+$/

/** The sha256 that the file at a path has, if it is a study's original: those are named by their content. */
const contentOf = (path: string): string | undefined => ORIGINAL.exec(path)?.[2]

/** A picture's file; an original of a study is checked against its name. Throws `Refused` where it is gone or differs. */
export async function readPictureFile(path: string): Promise<Buffer> {
  const content = contentOf(path)
  if (content === undefined) return readFile(path)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw refused('imageMissing', {}, error)
  })
  if (sha256(bytes) !== content) throw refused('imageChanged', {}, path)
  return bytes
}

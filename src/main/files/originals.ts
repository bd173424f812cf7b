import { join } from 'node:path'

/** Where the original with this content lies in a study's folder. */
export const framePath = (folder: string, hash: string, extension: string) =>
  join(folder, 'frames', hash.slice(0, 2), `${hash}.${extension}`)

const ORIGINAL = /[\\/]frames[\\/]([0-9a-f]{2})[\\/](\1[0-9a-f]{62})\.\w+$/

/** The sha256 that the file at a path has, if it is a study's original: those are named by their content. */
export const contentOf = (path: string): string | undefined => ORIGINAL.exec(path)?.[2]

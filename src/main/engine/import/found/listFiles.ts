import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'

const IMAGE = new Set(['.png', '.jpg', '.jpeg', '.webp', '.tif', '.tiff', '.bmp'])
const FILM = new Set(['.mp4', '.m4v', '.mov', '.avi', '.mkv', '.webm', '.mpg', '.mpeg', '.wmv'])

/** What lies in a place, at any depth. */
export interface Listed {
  /** Ordinary files, in order. */
  readonly files: readonly string[]
  /** What is neither file nor folder: links, which are not followed, pipes, devices, sockets. */
  readonly others: readonly string[]
}

/** Lists a folder; a file is its own only one. Fails FOLDER_UNREADABLE. */
export async function listPlace(folder: string): Promise<Listed> {
  const itself = await stat(folder).catch(() => undefined)
  if (itself?.isFile()) return { files: [folder], others: [] }
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    throw new Failure('folderUnreadable', { folder }, error)
  })
  const shown = entries.filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
  const pathsOf = (some: typeof shown) => some.map((entry) => join(entry.parentPath, entry.name)).sort()
  return {
    files: pathsOf(shown.filter((entry) => entry.isFile())),
    others: pathsOf(shown.filter((entry) => !entry.isFile())),
  }
}

export const isImageName = (path: string) => IMAGE.has(extname(path).toLowerCase())

export const isFilmName = (path: string) => FILM.has(extname(path).toLowerCase())

export const stemOf = (path: string) => basename(path, extname(path))

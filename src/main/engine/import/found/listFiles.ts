import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'

const IMAGE = new Set(['.png', '.jpg', '.jpeg', '.webp', '.tif', '.tiff', '.bmp'])
const FILM = new Set(['.mp4', '.m4v', '.mov', '.avi', '.mkv', '.webm', '.mpg', '.mpeg', '.wmv'])

/** Files of a folder, at any depth or at the top, by name; a file is its own only one. Links are not followed. Fails FOLDER_UNREADABLE. */
export async function listFiles(folder: string, depth: 'top' | 'any'): Promise<string[]> {
  const itself = await stat(folder).catch(() => undefined)
  if (itself?.isFile()) return [folder]
  const entries = await readdir(folder, { withFileTypes: true, recursive: depth === 'any' }).catch(
    (error: unknown) => {
      throw new Failure('folderUnreadable', { folder }, error)
    },
  )
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

export const isImageName = (path: string) => IMAGE.has(extname(path).toLowerCase())

export const isFilmName = (path: string) => FILM.has(extname(path).toLowerCase())

export const stemOf = (path: string) => basename(path, extname(path))

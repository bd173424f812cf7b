import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Failure } from '../../shared/contract/failure.ts'
import { isStudy } from '../engine/store/openStore.ts'

const IMAGE = /\.(png|jpe?g|webp|tiff?)$/i

const SINGLE = /\.(zip|dcm|mp4|m4v|mov|avi|mkv|webm|mpe?g|wmv)$/i

/** What a folder of the engine's machine holds, for choosing one. Fails FOLDER_UNREADABLE. */
export async function listFolder(wanted: string) {
  const path = await realpath(resolve(wanted)).catch(() => resolve(wanted))
  const entries = await readdir(path, { withFileTypes: true }).catch((error: Error) => {
    throw new Failure('folderUnreadable', { folder: path }, error.message)
  })
  const names = entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).map((e) => e.name)
  const folders = names
    .sort()
    .map((name) => ({ name, path: join(path, name), isStudy: isStudy(join(path, name)) }))
  const own = entries.filter((e) => e.isFile() && IMAGE.test(e.name)).length
  const images = own > 0 || !names.includes('images') ? own : await countImages(join(path, 'images'))
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    isStudy: isStudy(path),
    images,
    files: entries
      .filter((e) => e.isFile() && SINGLE.test(e.name))
      .map((e) => ({ name: e.name, path: join(path, e.name) })),
    folders,
  }
}

async function countImages(folder: string): Promise<number> {
  if (!(await stat(folder).catch(() => undefined))) return 0
  return (await readdir(folder).catch(() => [])).filter((name) => IMAGE.test(name)).length
}

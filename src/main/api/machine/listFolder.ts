import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { beginsAsDicom } from '../../dicom/readDicom.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import { StoreService } from '../../engine/store/StoreService.ts'

type FileKind = 'image' | 'archive' | 'dicom' | 'film'

const KINDS: readonly (readonly [(name: string) => boolean, FileKind])[] = [
  [ImportService.isImageName, 'image'],
  [(name) => /\.zip$/i.test(name), 'archive'],
  [(name) => /\.(dcm|dicom)$/i.test(name), 'dicom'],
  [ImportService.isFilmName, 'film'],
]

/** So many files are named one by one, and so many without an ending are opened to see whether they are DICOM. */
const NAMED = 1000
const OPENED = 50

/** What a folder of the engine's machine holds, for choosing one. Fails FOLDER_UNREADABLE. */
export async function listFolder(wanted: string) {
  const path = await realpath(resolve(wanted)).catch(() => resolve(wanted))
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new Failure('folderUnreadable', { folder: path }, error)
  })
  const names = entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).map((e) => e.name)
  const folders = names
    .sort()
    .map((name) => ({ name, path: join(path, name), isStudy: StoreService.isStudy(join(path, name)) }))
  const files = await filesIn(
    path,
    entries.filter((e) => e.isFile() && !e.name.startsWith('.')).map((e) => e.name),
  )
  const images = files.filter(({ kind }) => kind === 'image').length
  const within = names.find((name) => /^images?$/i.test(name))
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    isStudy: StoreService.holdsStudy(path),
    images: images > 0 || within === undefined ? images : await countImages(join(path, within)),
    files: files.slice(0, NAMED),
    folders,
  }
}

async function filesIn(folder: string, names: readonly string[]) {
  const files: { name: string; path: string; kind: FileKind }[] = []
  let opened = 0
  for (const name of [...names].sort()) {
    const path = join(folder, name)
    const bare = extname(name) === '' && opened++ < OPENED
    const kind = kindOf(name) ?? (bare && (await beginsAsDicom(path)) ? 'dicom' : undefined)
    if (kind) files.push({ name, path, kind })
  }
  return files
}

const kindOf = (name: string) => KINDS.find(([isOne]) => isOne(name))?.[1]

async function countImages(folder: string): Promise<number> {
  if (!(await stat(folder).catch(() => undefined))) return 0
  return (await readdir(folder).catch(() => [])).filter((name) => kindOf(name) === 'image').length
}

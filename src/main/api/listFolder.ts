import { open, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { Failure } from '../../shared/contract/failure.ts'
import { isStudy } from '../engine/store/openStore.ts'

type FileKind = 'image' | 'archive' | 'dicom' | 'film'

const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(png|jpe?g|webp|tiff?|bmp)$/i, 'image'],
  [/\.zip$/i, 'archive'],
  [/\.(dcm|dicom)$/i, 'dicom'],
  [/\.(mp4|m4v|mov|avi|mkv|webm|mpe?g|wmv)$/i, 'film'],
]

/** So many files are named one by one, and so many without an ending are opened to see whether they are DICOM. */
const NAMED = 1000
const OPENED = 50

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
  const files = await filesIn(
    path,
    entries.filter((e) => e.isFile() && !e.name.startsWith('.')).map((e) => e.name),
  )
  const images = files.filter(({ kind }) => kind === 'image').length
  const within = names.find((name) => /^images?$/i.test(name))
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    isStudy: isStudy(path),
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

const kindOf = (name: string) => KINDS.find(([pattern]) => pattern.test(name))?.[1]

/** A DICOM file has four letters after 128 bytes of anything, whatever its name. */
async function beginsAsDicom(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  if (!file) return false
  try {
    const head = Buffer.alloc(132)
    await file.read(head, 0, 132, 0)
    return head.toString('latin1', 128) === 'DICM'
  } catch {
    return false
  } finally {
    await file.close()
  }
}

async function countImages(folder: string): Promise<number> {
  if (!(await stat(folder).catch(() => undefined))) return 0
  return (await readdir(folder).catch(() => [])).filter((name) => kindOf(name) === 'image').length
}

import { createWriteStream } from 'node:fs'
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { sha256, sha256File } from '../../files/durableFile.ts'
import { CATALOGUE } from '../store/openStore.ts'
import { isCheckpoint, LEFT_OUT } from '../store/runFiles.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { snapshot } from '../store/upkeep/snapshot.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** What is not in the catalogue and belongs to a study all the same. The cache can be made again. */
const FOLDERS = ['frames', 'models', 'runs'] as const
export const MANIFEST = 'SHA256SUMS'

export interface BackupOptions {
  /** Rounds that wait can be resumed from the backup; it is several times larger. */
  readonly checkpoints: boolean
}

/**
 * Writes a whole study into one file, while people go on working: first a snapshot of the catalogue, then the files,
 * of which there can only be more by then. The file is a plain zip without compression, with a list of sha256.
 * It appears under its name only when it is complete and on the disk. Checkpoints stay out unless asked for: models
 * do not need them.
 */
export async function backUp(
  { store }: OpenStudy,
  path: string,
  { checkpoints }: BackupOptions = { checkpoints: false },
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ files: number; bytes: number }> {
  const target = resolve(path)
  const unfinished = `${target}.writing`
  const scratch = await mkdtemp(join(tmpdir(), 'loco-backup-'))
  try {
    const catalogue = join(scratch, CATALOGUE)
    await snapshot(store, catalogue)
    const all = await filesOf(store.folder)
    const out = new Set(checkpoints ? [] : all.filter(({ name }) => isOfRound(name)))
    const files = [{ name: CATALOGUE, path: catalogue }, ...all.filter((file) => !out.has(file))]
    const zip = new ZipFile()
    const written = pipeline(zip.outputStream, createWriteStream(unfinished))
    // Awaited below; a disk that refuses while files are still being read must not end the engine.
    written.catch(() => {})
    const sums: string[] = []
    for (const [i, file] of files.entries()) {
      sums.push(`${await sha256File(file.path)}  ${file.name}`)
      zip.addFile(file.path, file.name, { compress: false })
      onProgress(i + 1, files.length)
    }
    for (const folder of new Set([...out].map(({ name }) => dirname(name)))) {
      sums.push(`${sha256(NOTHING)}  ${folder}/${LEFT_OUT}`)
      zip.addBuffer(NOTHING, `${folder}/${LEFT_OUT}`)
    }
    zip.addBuffer(Buffer.from(`${sums.join('\n')}\n`), MANIFEST)
    zip.end()
    await written
    const bytes = await synced(unfinished)
    await rename(unfinished, target)
    await synced(dirname(target))
    return { files: files.length, bytes }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw failureOf(error)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

const NOTHING = Buffer.alloc(0)
const isOfRound = (name: string) => name.startsWith('runs/') && isCheckpoint(name)

async function filesOf(folder: string): Promise<{ name: string; path: string }[]> {
  const files: { name: string; path: string }[] = []
  for (const part of FOLDERS) {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith('.writing')) continue
      const path = join(entry.parentPath, entry.name)
      files.push({ name: path.slice(folder.length + 1).replaceAll('\\', '/'), path })
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function synced(path: string): Promise<number> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}

import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, type ReadStream } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { Failure } from '../../../shared/contract/failure.ts'
import { sha256, sha256File } from '../../files/durableFile.ts'
import { placeNew } from '../../files/placeNew.ts'
import { CATALOGUE } from '../store/catalogueFile.ts'
import { isCheckpoint, LEFT_OUT } from '../store/runFiles.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { snapshot } from '../store/upkeep/snapshot.ts'
import type { Call } from '../study/Call.ts'
import { tellTaken } from '../study/tellTaken.ts'

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
 * It appears under its name only when it is complete and on the disk, and never in place of another file. Until then
 * all that is written lies beside it under names of its own, and goes where it cannot be finished. Checkpoints stay out
 * unless asked for: models do not need them.
 */
export async function backUp(
  call: Call,
  path: string,
  { checkpoints }: BackupOptions = { checkpoints: false },
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ files: number; bytes: number }> {
  const { store } = call.study
  const target = resolve(path)
  if (existsSync(target)) throw new Failure('backupThereAlready', { file: target })
  const own = `${target}.${randomUUID().slice(0, 8)}`
  const unfinished = `${own}.writing`
  // Beside the backup, not in the system's temporary folder: that one is read by others and fills up with a large study.
  const catalogue = `${own}.catalogue.writing`
  try {
    // Says at once that there is no place, where SQLite would only say that it cannot.
    await (await open(catalogue, 'wx')).close()
    await snapshot(store, catalogue)
    const all = await filesOf(store.folder)
    const out = new Set(checkpoints ? [] : all.filter(({ name }) => isOfRound(name)))
    const files = [{ name: CATALOGUE, path: catalogue }, ...all.filter((file) => !out.has(file))]
    const bytes = await writeFiles(
      unfinished,
      files,
      new Set([...out].map(({ name }) => dirname(name))),
      onProgress,
    )
    await placeNew(unfinished, target)
    await told(call, { checkpoints, files: files.length, bytes })
    return { files: files.length, bytes }
  } catch (error) {
    throw refusedTo(target, error)
  } finally {
    for (const left of [unfinished, catalogue, `${catalogue}-journal`])
      await rm(left, { force: true }).catch(() => {})
  }
}

/**
 * A study whose disk takes no row is backed up all the same, as one that can only be read is: then a copy is needed most. An
 * export would be taken back.
 */
const told = (call: Call, detail: Readonly<Record<string, unknown>>) =>
  tellTaken(call, { action: 'back-up', subject: 'study', detail }).catch(() => {})

interface KeptFile {
  /** In the backup. */
  readonly name: string
  readonly path: string
}

/** Writes the zip: the files, a mark in each folder whose checkpoints stay out, and the list; returns its size. */
async function writeFiles(
  unfinished: string,
  files: readonly KeptFile[],
  leftOut: ReadonlySet<string>,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  let reading: ReadStream | undefined
  const zip = new ZipFile()
  const written = writeZip(zip, unfinished).finally(() => reading?.destroy())
  // Awaited below; a disk that refuses while files are still being read must not end the engine.
  written.catch(() => {})
  try {
    const sums: string[] = []
    for (const [i, { name, path }] of files.entries()) {
      sums.push(`${await sha256File(path)}  ${name}`)
      const { size } = await stat(path)
      zip.addReadStreamLazy(name, { compress: false, size }, (next) => {
        reading = createReadStream(path)
        reading.on('error', (error) => zip.emit('error', error))
        next(null, reading)
      })
      onProgress(i + 1, files.length)
    }
    for (const folder of leftOut) {
      sums.push(`${sha256(NOTHING)}  ${folder}/${LEFT_OUT}`)
      zip.addBuffer(NOTHING, `${folder}/${LEFT_OUT}`)
    }
    zip.addBuffer(Buffer.from(`${sums.join('\n')}\n`), MANIFEST)
    zip.end()
  } catch (error) {
    zip.emit('error', error)
  }
  return written
}

/** Writes all that a zip hands out into a new file, and that to the disk; returns its size. */
async function writeZip(zip: ZipFile, path: string): Promise<number> {
  // More than its type says of it.
  const chunks = zip.outputStream as Readable
  // The zip reads on for a moment when the disk has refused: what it then says to nobody would end the engine.
  chunks.on('error', () => {})
  zip.on('error', (error: Error) => chunks.destroy(error))
  const file = await open(path, 'wx')
  try {
    for await (const chunk of chunks) await file.writeFile(chunk as Buffer)
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** What the disk says of the place that was chosen; anything else it says of the study. */
function refusedTo(target: string, error: unknown): Failure {
  const { code = '', path = target } = (error ?? {}) as { code?: string; path?: string }
  if (code === 'EEXIST') return new Failure('backupThereAlready', { file: target }, error)
  if (NO_PLACE.has(code) && path.startsWith(target))
    return new Failure('backupNotWritten', { file: target }, error)
  const failure = failureOf(error)
  // SQLite reads the study's disk and writes the other one, without saying which it was that refused.
  if (code === 'SQLITE_IOERR_READ' || !path.startsWith(target)) return failure
  const reason = OF_DISK.get(failure.reason.name)
  return reason === undefined ? failure : new Failure(reason, { file: target }, error)
}

/** What a backup's disk says, by what any disk says. */
const OF_DISK = new Map<string, 'backupDiskFull' | 'backupDiskRefuses' | 'backupNotWritten'>([
  ['diskFull', 'backupDiskFull'],
  ['diskRefuses', 'backupDiskRefuses'],
  ['diskWriteProtected', 'backupNotWritten'],
])

const NO_PLACE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'SQLITE_CANTOPEN'])
const NOTHING = Buffer.alloc(0)
const isOfRound = (name: string) => name.startsWith('runs/') && isCheckpoint(name)

async function filesOf(folder: string): Promise<KeptFile[]> {
  const files: KeptFile[] = []
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

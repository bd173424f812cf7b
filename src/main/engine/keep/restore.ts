import { randomUUID } from 'node:crypto'
import { readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { replaceFile } from '../../files/replaceFile.ts'
import { syncFolder } from '../../files/sync.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { openBackup, placeIn } from './backupFile.ts'

/**
 * Brings a backup back as a study in a new or empty folder. Every file is checked; the folder appears under its name
 * only when all of them are right and on the disk. Until then they lie in a folder beside it that nothing else has made.
 */
export async function restore(
  path: string,
  folder: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ files: number }> {
  const target = resolve(folder)
  const isThere = await mustBeFree(target)
  const unfinished = `${target}.${randomUUID().slice(0, 8)}.restoring`
  const backup = await openBackup(path)
  try {
    let done = 0
    for (const file of backup.files.values()) {
      await file.extract(placeIn(unfinished, file.name))
      onProgress(++done, backup.files.size)
    }
    const inside = await readdir(unfinished, { recursive: true, withFileTypes: true })
    for (const entry of inside)
      if (entry.isDirectory()) await syncFolder(placeIn(entry.parentPath, entry.name))
    await syncFolder(unfinished)
    if (isThere) await rmdir(target)
    await replaceFile(unfinished, target)
    await syncFolder(dirname(target))
    return { files: done }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw failureOf(error)
  } finally {
    backup.close()
  }
}

/** Whether there is a folder already; it must be an empty one. */
async function mustBeFree(target: string): Promise<boolean> {
  try {
    if ((await readdir(target)).length > 0) throw new Failure('restoreIntoNew', { folder: target })
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT') return false
    // A file of that name is no place for a folder, and is not ours to remove.
    if (code === 'ENOTDIR') throw new Failure('restoreIntoNew', { folder: target }, error)
    throw failureOf(error)
  }
}

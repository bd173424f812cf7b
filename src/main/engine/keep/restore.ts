import { readdir, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { openBackup, placeIn } from './backupFile.ts'

/**
 * Brings a backup back as a study in a new or empty folder. Every file is checked; the folder appears under its name
 * only when all of them are right.
 */
export async function restore(
  path: string,
  folder: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<{ files: number }> {
  const target = resolve(folder)
  if ((await readdir(target).catch(() => [])).length > 0)
    throw new Failure('restoreIntoNew', { folder: target })
  const unfinished = `${target}.restoring`
  await rm(unfinished, { recursive: true, force: true })
  const backup = await openBackup(path)
  try {
    let done = 0
    for (const file of backup.files.values()) {
      await file.extract(placeIn(unfinished, file.name))
      onProgress(++done, backup.files.size)
    }
    await rm(target, { recursive: true, force: true })
    await rename(unfinished, target)
    return { files: done }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw failureOf(error)
  } finally {
    backup.close()
  }
}

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replaceFile } from '../../files/replaceFile.ts'
import { syncFolder } from '../../files/sync.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { damagedFiles } from '../store/verifyStudy.ts'
import { mustWrite, type OpenStudy } from '../study/OpenStudy.ts'
import { openBackup, placeIn } from './backupFile.ts'

/** Puts back the originals and models that are missing or changed, from a backup; names those that it lacks too. */
export async function repair(
  study: OpenStudy,
  backupPath: string,
): Promise<{ repaired: string[]; missing: string[] }> {
  mustWrite(study)
  const { folder } = study.store
  const repaired: string[] = []
  const missing: string[] = []
  const backup = await openBackup(backupPath)
  try {
    for (const { name } of await damagedFiles(study.store)) {
      const kept = backup.files.get(name)
      if (!kept) {
        missing.push(name)
        continue
      }
      const place = placeIn(folder, name)
      const unfinished = `${place}.${randomUUID().slice(0, 8)}.writing`
      await kept.extract(unfinished).catch(async (error: unknown) => {
        await rm(unfinished, { force: true })
        throw failureOf(error)
      })
      await replaceFile(unfinished, place)
      await syncFolder(dirname(place))
      repaired.push(name)
    }
  } finally {
    backup.close()
  }
  const still = new Set((await damagedFiles(study.store)).map(({ name }) => name))
  return {
    repaired: repaired.filter((name) => !still.has(name)),
    missing: [...new Set([...missing, ...still])],
  }
}

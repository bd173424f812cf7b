import { rename } from 'node:fs/promises'
import { mustWrite, type Session } from '../Session.ts'
import { damagedFiles } from '../store/verifyStudy.ts'
import { openBackup, placeIn } from './backupFile.ts'

/** Puts back the originals and models that are missing or changed, from a backup; names those that it lacks too. */
export async function repair(
  session: Session,
  backupPath: string,
): Promise<{ repaired: string[]; missing: string[] }> {
  mustWrite(session)
  const { folder } = session.store
  const repaired: string[] = []
  const missing: string[] = []
  const backup = await openBackup(backupPath)
  try {
    for (const { name } of await damagedFiles(session.store)) {
      const kept = backup.files.get(name)
      if (!kept) {
        missing.push(name)
        continue
      }
      const place = placeIn(folder, name)
      await kept.extract(`${place}.repairing`)
      await rename(`${place}.repairing`, place)
      repaired.push(name)
    }
  } finally {
    backup.close()
  }
  const still = new Set((await damagedFiles(session.store)).map(({ name }) => name))
  return {
    repaired: repaired.filter((name) => !still.has(name)),
    missing: [...new Set([...missing, ...still])],
  }
}

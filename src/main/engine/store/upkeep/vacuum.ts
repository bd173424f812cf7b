import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { CATALOGUE, type Store } from '../openStore.ts'

/** Gives the catalogue's empty pages back; returns the bytes that went. Waits for whoever is writing. */
export async function vacuum({ db, folder }: Store): Promise<number> {
  const size = async () => (await stat(join(folder, CATALOGUE))).size
  const before = await size()
  await db.connection().execute(async (alone) => {
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(alone)
    await sql`VACUUM`.execute(alone)
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(alone)
  })
  return before - (await size())
}

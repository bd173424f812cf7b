import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { CATALOGUE } from '../catalogueFile.ts'
import { linkOf } from '../connection.ts'
import type { Store } from '../openStore.ts'

/** Gives the catalogue's empty pages back; returns the bytes that went. Waits for whoever is writing. */
export async function vacuum({ db, folder }: Store): Promise<number> {
  const size = async () => (await stat(join(folder, CATALOGUE))).size
  const before = await size()
  await db.connection().execute(async (alone) => {
    const link = linkOf(db)
    link?.loosen()
    try {
      await sql`VACUUM`.execute(alone)
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(alone)
    } finally {
      link?.begin()
    }
  })
  return before - (await size())
}

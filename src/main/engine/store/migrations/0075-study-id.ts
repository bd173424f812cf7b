import { type Kysely, sql } from 'kysely'

/**
 * A study's own id, by which a copy of it is known for one. From this version on a catalogue and its log bear a number
 * of their own (`sqlite/LogLink.ts`), which an older app would not keep: it may look at such a study, not write to it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`INSERT INTO setting VALUES ('study-id', lower(hex(randomblob(16))))`).execute(db)
}

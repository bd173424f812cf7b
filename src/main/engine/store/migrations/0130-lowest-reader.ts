import { type Kysely, sql } from 'kysely'

/**
 * From here on a catalogue says how old an app may be that looks at it: the lowest number of a newest migration that reads
 * it as it is. This one adds a setting and changes nothing that was there. A later migration after which an older app would
 * read something wrong, not only less, raises the number to its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`INSERT INTO setting (key, value) VALUES ('lowestReader', '120')`).execute(db)
}

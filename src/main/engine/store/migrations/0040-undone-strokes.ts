import { type Kysely, sql } from 'kysely'

/** Which earlier revision a revision brings back: undo goes on over restarts, and never back and forth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('ALTER TABLE revision ADD COLUMN restores INTEGER').execute(db)
}

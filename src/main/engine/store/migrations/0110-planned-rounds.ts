import { type Kysely, sql } from 'kysely'

/** Rounds that wait for their turn or their time (`training/planned`). They hold no data: those are collected at the start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `CREATE TABLE planned_round (
        id TEXT PRIMARY KEY, place INTEGER NOT NULL, options TEXT NOT NULL, not_before TEXT,
        missed INTEGER NOT NULL, problem TEXT, reader TEXT NOT NULL, at TEXT NOT NULL
      ) STRICT`,
    )
    .execute(db)
}

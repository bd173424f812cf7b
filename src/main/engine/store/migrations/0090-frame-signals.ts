import { type Kysely, sql } from 'kysely'

/**
 * What each overlay says of how much a label of its frame would teach (`shared/domain/frameSignals.ts`). Overlays of before
 * have none until their model labels the frame again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `CREATE TABLE signal (
        layer_id INTEGER PRIMARY KEY REFERENCES layer (id),
        entropy REAL NOT NULL, narrowness REAL NOT NULL,
        torn REAL, torn_first INTEGER, torn_second INTEGER,
        boundary REAL, nets_differ REAL, embedding BLOB NOT NULL
      ) STRICT`,
    )
    .execute(db)
}

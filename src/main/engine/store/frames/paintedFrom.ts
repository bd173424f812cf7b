import { type Kysely, sql } from 'kysely'
import type { Catalogue } from '../schema.ts'

/** A class from this one on that a mask of the study holds, in any revision; undefined where none does. */
export async function paintedFrom(db: Kysely<Catalogue>, from: number): Promise<number | undefined> {
  const { rows } = await sql<{ value: number }>`
    SELECT key AS value FROM revision, json_each(revision.areas)
    WHERE key >= ${from} AND json_each.value > 0 LIMIT 1`.execute(db)
  return rows[0]?.value
}

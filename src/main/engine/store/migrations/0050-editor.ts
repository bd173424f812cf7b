import { type Kysely, sql } from 'kysely'

/**
 * `made`: a revision that nobody painted on this frame, until a person has looked at it. `probability`: how sure the
 * newest model is of each class, for assistance and heat maps. `calibration`: what a pixel of a frame measures.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `ALTER TABLE revision ADD COLUMN made TEXT CHECK (made IN ('copied', 'interpolated'))`,
    `CREATE TABLE probability (
      layer_id INTEGER PRIMARY KEY REFERENCES layer (id),
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      classes INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT`,
    `CREATE TABLE calibration (
      frame_id INTEGER PRIMARY KEY REFERENCES frame (id),
      mm_per_pixel REAL NOT NULL CHECK (mm_per_pixel > 0),
      reader TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT`,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

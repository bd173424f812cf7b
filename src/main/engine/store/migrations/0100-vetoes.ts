import { type Kysely, sql } from 'kysely'

/**
 * What no round may learn from without a label: a region of a frame, or the frame. A veto is never changed; that it was taken
 * back is a row of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `CREATE TABLE veto (
    id INTEGER PRIMARY KEY AUTOINCREMENT, frame_id INTEGER NOT NULL REFERENCES frame (id),
    mask BLOB, sha256 TEXT, pixels INTEGER NOT NULL CHECK (pixels > 0),
    reader TEXT NOT NULL, at TEXT NOT NULL,
    CHECK ((mask IS NULL) = (sha256 IS NULL))
  ) STRICT`,
  `CREATE INDEX veto_of_frame ON veto (frame_id)`,
  `CREATE TABLE veto_taken_back (
    veto_id INTEGER PRIMARY KEY REFERENCES veto (id), reader TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  ...['UPDATE', 'DELETE'].flatMap((act) =>
    ['veto', 'veto_taken_back'].map(
      (table) => `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  ),
]

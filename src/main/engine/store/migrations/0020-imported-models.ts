import { type Kysely, sql } from 'kysely'

/** Models that no round here made, and rounds that wait to be resumed. SQLite changes a CHECK by a new table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `CREATE TABLE run_20 (
    id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'finished', 'cancelled', 'crashed')),
    config TEXT NOT NULL, step INTEGER NOT NULL, seconds_per_step REAL, message TEXT, model_id TEXT, verdict TEXT,
    started_at TEXT NOT NULL, ended_at TEXT
  ) STRICT`,
  `INSERT INTO run_20 SELECT * FROM run`,
  `CREATE TABLE model_20 (
    id TEXT PRIMARY KEY, run_id TEXT REFERENCES run_20(id), number INTEGER NOT NULL UNIQUE,
    in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)), sha256 TEXT NOT NULL, card TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT`,
  `INSERT INTO model_20 SELECT * FROM model`,
  `DROP TABLE model`,
  `DROP TABLE run`,
  `ALTER TABLE run_20 RENAME TO run`,
  `ALTER TABLE model_20 RENAME TO model`,
  `CREATE UNIQUE INDEX one_model_in_use ON model (in_use) WHERE in_use = 1`,
]

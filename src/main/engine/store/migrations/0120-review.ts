import { type Kysely, sql } from 'kysely'

/**
 * People with accounts, who reads what, and what reviewers say: of frames, of regions, of examinations. What somebody said is
 * never changed; what takes it back is a row of its own. Accounts, assignments and how far a reader is are as they are now,
 * and the trail tells how they came to be.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const APPEND_ONLY = ['verdict', 'region_verdict', 'comment', 'comment_settled', 'sign_off']

const STATEMENTS = [
  `CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    password TEXT, code TEXT, code_until TEXT, active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL, signed_in_at TEXT
  ) STRICT`,
  `CREATE TABLE assignment (
    id INTEGER PRIMARY KEY AUTOINCREMENT, examination_id INTEGER NOT NULL REFERENCES examination (id),
    reader TEXT NOT NULL, due TEXT, assigned_by TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (examination_id, reader)
  ) STRICT`,
  `CREATE TABLE reading (
    frame_id INTEGER NOT NULL REFERENCES frame (id), reader TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('inProgress', 'submitted', 'returned')), at TEXT NOT NULL,
    PRIMARY KEY (frame_id, reader)
  ) STRICT`,
  `CREATE INDEX reading_of_reader ON reading (reader, stage)`,
  `CREATE TABLE verdict (
    id INTEGER PRIMARY KEY AUTOINCREMENT, frame_id INTEGER NOT NULL REFERENCES frame (id),
    says TEXT NOT NULL CHECK (says IN ('begun', 'accepted', 'returned', 'settled', 'reopened')),
    layer_id INTEGER REFERENCES layer (id), revision INTEGER, reason TEXT, text TEXT,
    reviewer TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX verdict_of_frame ON verdict (frame_id)`,
  `CREATE TABLE region_verdict (
    id INTEGER PRIMARY KEY AUTOINCREMENT, frame_id INTEGER NOT NULL REFERENCES frame (id),
    layer_id INTEGER NOT NULL REFERENCES layer (id), revision INTEGER NOT NULL,
    x INTEGER NOT NULL, y INTEGER NOT NULL, value INTEGER NOT NULL, pixels INTEGER NOT NULL CHECK (pixels > 0),
    says TEXT NOT NULL CHECK (says IN ('accepted', 'rejected', 'edited', 'takenBack')), reason TEXT,
    reviewer TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX region_verdict_of_frame ON region_verdict (frame_id)`,
  `CREATE TABLE comment (
    id INTEGER PRIMARY KEY AUTOINCREMENT, frame_id INTEGER NOT NULL REFERENCES frame (id),
    x REAL, y REAL, text TEXT NOT NULL, answers INTEGER REFERENCES comment (id),
    author TEXT NOT NULL, at TEXT NOT NULL, CHECK ((x IS NULL) = (y IS NULL))
  ) STRICT`,
  `CREATE INDEX comment_of_frame ON comment (frame_id)`,
  `CREATE TABLE comment_settled (
    comment_id INTEGER PRIMARY KEY REFERENCES comment (id), author TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE sign_off (
    id INTEGER PRIMARY KEY AUTOINCREMENT, examination_id INTEGER NOT NULL REFERENCES examination (id),
    says TEXT NOT NULL CHECK (says IN ('signed', 'unlocked')), reason TEXT, missed INTEGER NOT NULL DEFAULT 0,
    reviewer TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX sign_off_of_examination ON sign_off (examination_id)`,
  ...['UPDATE', 'DELETE'].flatMap((act) =>
    APPEND_ONLY.map(
      (table) => `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  ),
]

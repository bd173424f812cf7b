import { type Kysely, sql } from 'kysely'

/** The first catalogue: patients, frames, masks, models, runs and the audit trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
  `CREATE TABLE patient (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')), created_at TEXT NOT NULL
  ) STRICT`,
  // The split is set once: a patient who moves would leak what the model was judged on.
  `CREATE TRIGGER patient_split_is_frozen BEFORE UPDATE OF split ON patient
    BEGIN SELECT RAISE(ABORT, 'the split of a patient is set once'); END`,
  `CREATE TABLE examination (
    id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL REFERENCES patient(id), code TEXT NOT NULL,
    UNIQUE (patient_id, code)
  ) STRICT`,
  `CREATE TABLE frame (
    id INTEGER PRIMARY KEY, examination_id INTEGER NOT NULL REFERENCES examination(id),
    sha256 TEXT NOT NULL UNIQUE, extension TEXT NOT NULL, name TEXT NOT NULL,
    modality TEXT NOT NULL CHECK (modality IN ('NBI', 'WLI', 'other')),
    width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER NOT NULL,
    place INTEGER NOT NULL, added_at TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX frame_by_place ON frame (examination_id, place, id)`,
  `CREATE TABLE layer (
    id INTEGER PRIMARY KEY, frame_id INTEGER NOT NULL REFERENCES frame(id),
    kind TEXT NOT NULL CHECK (kind IN ('reader', 'reference', 'model')), author TEXT NOT NULL,
    UNIQUE (frame_id, kind, author)
  ) STRICT`,
  `CREATE TABLE revision (
    id INTEGER PRIMARY KEY, layer_id INTEGER NOT NULL REFERENCES layer(id), number INTEGER NOT NULL,
    mask BLOB NOT NULL, sha256 TEXT NOT NULL, areas TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('stroke', 'import', 'accept', 'prediction')),
    stroke TEXT, at TEXT NOT NULL,
    UNIQUE (layer_id, number), UNIQUE (layer_id, stroke)
  ) STRICT`,
  `CREATE TABLE run (
    id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'cancelled', 'crashed')),
    config TEXT NOT NULL, step INTEGER NOT NULL, seconds_per_step REAL, message TEXT, model_id TEXT, verdict TEXT,
    started_at TEXT NOT NULL, ended_at TEXT
  ) STRICT`,
  `CREATE TABLE model (
    id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES run(id), number INTEGER NOT NULL UNIQUE,
    in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)), sha256 TEXT NOT NULL, card TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT`,
  `CREATE UNIQUE INDEX one_model_in_use ON model (in_use) WHERE in_use = 1`,
  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
    subject TEXT NOT NULL, detail TEXT NOT NULL, chain TEXT NOT NULL
  ) STRICT`,
  ...['UPDATE', 'DELETE'].flatMap((act) =>
    ['audit', 'revision'].map(
      (table) => `CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    ),
  ),
]

import { type Kysely, sql } from 'kysely'

/**
 * What frames are found by: when, with what and how they were taken, what is painted and predicted on them, tags,
 * notes, links. What stands on the frame itself is there twice (the layers are the truth): a million frames are
 * filtered from one narrow index, which a join with masks would make a hundred times larger.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** Areas `[c0,c1,…]` as a set of bits: 1 for "there is a mask", and one for each class above 0 that it holds. */
const bitsOf = (
  areas: string,
) => `(SELECT 1 + coalesce(sum(CASE WHEN key > 0 AND key < 8 AND value > 0 THEN 1 << key ELSE 0 END), 0)
  FROM json_each(${areas}))`

const newestOf = (
  kind: string,
) => `(SELECT revision.areas FROM layer JOIN revision ON revision.layer_id = layer.id
  WHERE layer.frame_id = frame.id AND layer.kind = '${kind}' ORDER BY revision.id DESC LIMIT 1)`

const STATEMENTS = [
  `CREATE TABLE device (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT`,
  `ALTER TABLE frame ADD COLUMN captured_on TEXT`,
  `ALTER TABLE frame ADD COLUMN device_id INTEGER REFERENCES device(id)`,
  `ALTER TABLE frame ADD COLUMN modality_confidence REAL NOT NULL DEFAULT 1`,
  `ALTER TABLE frame ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1))`,
  `ALTER TABLE frame ADD COLUMN likeness TEXT`,
  `ALTER TABLE frame ADD COLUMN lesion TEXT`,
  `ALTER TABLE frame ADD COLUMN painted INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE frame ADD COLUMN painted_areas TEXT`,
  `ALTER TABLE frame ADD COLUMN predicted INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE frame ADD COLUMN predicted_areas TEXT`,
  `ALTER TABLE frame ADD COLUMN disagreement INTEGER`,
  `UPDATE frame SET painted_areas = ${newestOf('reader')}, predicted_areas = ${newestOf('model')}`,
  `UPDATE frame SET painted = ${bitsOf('frame.painted_areas')} WHERE painted_areas IS NOT NULL`,
  `UPDATE frame SET predicted = ${bitsOf('frame.predicted_areas')} WHERE predicted_areas IS NOT NULL`,
  `DROP INDEX frame_by_place`,
  `CREATE INDEX frame_facets ON frame (examination_id, place, id, modality, hidden, painted, predicted,
    disagreement, captured_on, device_id)`,
  `CREATE INDEX frame_lesion ON frame (lesion) WHERE lesion IS NOT NULL`,
  `CREATE INDEX layer_by_author ON layer (kind, author, frame_id)`,
  `CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT`,
  `CREATE TABLE frame_tag (
    tag_id INTEGER NOT NULL REFERENCES tag(id), frame_id INTEGER NOT NULL REFERENCES frame(id),
    PRIMARY KEY (tag_id, frame_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX frame_tag_by_frame ON frame_tag (frame_id)`,
  `CREATE TABLE note (
    frame_id INTEGER PRIMARY KEY REFERENCES frame(id), text TEXT NOT NULL, reader TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  `CREATE VIRTUAL TABLE note_text USING fts5 (text, content = 'note', content_rowid = 'frame_id', tokenize = "unicode61 remove_diacritics 2")`,
  `CREATE TRIGGER note_added AFTER INSERT ON note BEGIN
    INSERT INTO note_text (rowid, text) VALUES (new.frame_id, new.text); END`,
  `CREATE TRIGGER note_changed AFTER UPDATE ON note BEGIN
    INSERT INTO note_text (note_text, rowid, text) VALUES ('delete', old.frame_id, old.text);
    INSERT INTO note_text (rowid, text) VALUES (new.frame_id, new.text); END`,
  `CREATE TRIGGER note_removed AFTER DELETE ON note BEGIN
    INSERT INTO note_text (note_text, rowid, text) VALUES ('delete', old.frame_id, old.text); END`,
  `CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, filter TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT`,
  // What a bulk action changed, so that it can be taken back.
  `CREATE TABLE bulk_action (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, reader TEXT NOT NULL, action TEXT NOT NULL, before TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
  ) STRICT`,
  // De-identified attributes of a DICOM frame, for the exports that refer to it.
  `CREATE TABLE dicom_source (
    frame_id INTEGER PRIMARY KEY REFERENCES frame(id), attributes TEXT NOT NULL
  ) STRICT`,
]

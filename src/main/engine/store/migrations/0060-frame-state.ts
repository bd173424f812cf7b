import { type Kysely, sql } from 'kysely'

/**
 * How far a person has come with each frame (`shared/domain/frameState.ts`, stored as its place in that list), and
 * whose mask is its label. A study of before: what is painted counts as done. A mask without a lesion that was
 * imported or accepted says "no lesion"; one that strokes or undo left empty says nothing, so it is no label.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** The reader's revision that a frame's row told of until now: the newest of all readers. */
const NEWEST = `(SELECT revision.id FROM layer JOIN revision ON revision.layer_id = layer.id
  WHERE layer.frame_id = frame.id AND layer.kind = 'reader' ORDER BY revision.id DESC LIMIT 1)`

const LESION = `EXISTS (SELECT 1 FROM json_each(newest.areas) WHERE key > 0 AND value > 0)`

const STATEMENTS = [
  `ALTER TABLE frame ADD COLUMN state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4)`,
  `ALTER TABLE frame ADD COLUMN label_layer INTEGER REFERENCES layer(id)`,
  // Set where a revision changed the frame's state: the one that taking it back returns to.
  `ALTER TABLE revision ADD COLUMN state_before INTEGER`,
  `UPDATE frame SET state = (SELECT CASE
      WHEN newest.made IS NOT NULL THEN 1
      WHEN ${LESION} THEN 2
      WHEN newest.origin IN ('import', 'accept') THEN 3
      ELSE 0 END
    FROM revision AS newest WHERE newest.id = ${NEWEST})
   WHERE EXISTS (SELECT 1 FROM layer WHERE layer.frame_id = frame.id AND layer.kind = 'reader')`,
  `UPDATE frame SET label_layer = (SELECT layer_id FROM revision WHERE id = ${NEWEST}) WHERE state IN (2, 3)`,
  `UPDATE frame SET painted = 0, painted_areas = NULL WHERE state = 0`,
  `DROP INDEX frame_facets`,
  `CREATE INDEX frame_facets ON frame (examination_id, place, id, modality, hidden, painted, predicted,
    disagreement, captured_on, device_id, state)`,
]

import { type Kysely, type SqlBool, sql } from 'kysely'
import type { TrailWish } from '../../../shared/contract/trail.ts'
import type { Catalogue } from '../store/schema.ts'

/** Frames that a search in names takes at most: whoever finds more says more. */
const MOST_FRAMES = 500

/** The rows of the trail that pass. */
export async function rowsAsked(db: Kysely<Catalogue>, wish: TrailWish) {
  const { person, action, frame, search, from, to } = wish
  const named = search === undefined || search.trim() === '' ? undefined : await framesNamed(db, search)
  let rows = db.selectFrom('audit')
  if (person !== undefined) rows = rows.where('actor', '=', person)
  // Some say more behind their first word, as which tag.
  if (action !== undefined)
    rows = rows.where(
      sql<SqlBool>`(action = ${action} OR substr(action, 1, ${action.length + 1}) = ${`${action} `})`,
    )
  if (from !== undefined) rows = rows.where('at', '>=', from)
  if (to !== undefined) rows = rows.where('at', '<', to)
  if (frame !== undefined) rows = rows.where(aboutFrame(frame))
  if (named) rows = rows.where('subject', 'in', named.length > 0 ? named : [''])
  return rows
}

async function framesNamed(db: Kysely<Catalogue>, search: string): Promise<string[]> {
  const found = await db
    .selectFrom('frame')
    .select('id')
    .where(sql<SqlBool>`instr(lower(name), lower(${search.trim()})) > 0`)
    .limit(MOST_FRAMES)
    .execute()
  return found.map(({ id }) => `frame:${id}`)
}

/**
 * Rows about one frame, about its examination, and those that name it among others: frames that came in (`frames`), that
 * were tagged or moved together (`of`), or whose masks were saved together (`saved`).
 */
const aboutFrame = (frame: number) => sql<SqlBool>`(
  subject = ${`frame:${frame}`}
  OR subject = (SELECT 'examination:' || examination_id FROM frame WHERE id = ${frame})
  OR (subject NOT LIKE 'frame:%' AND CASE WHEN json_valid(detail) THEN
    EXISTS (SELECT 1 FROM json_each(detail, '$.of') WHERE value = ${frame})
    OR EXISTS (SELECT 1 FROM json_each(detail, '$.frames') AS came
      WHERE came.type = 'array' AND json_extract(came.value, '$[0]') = ${frame})
    OR EXISTS (SELECT 1 FROM json_each(detail, '$.saved') AS saved WHERE saved.type = 'object'
      AND json_extract(saved.value, '$.layer') IN (SELECT id FROM layer WHERE frame_id = ${frame}))
    ELSE 0 END)
)`

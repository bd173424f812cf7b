import { type Kysely, sql } from 'kysely'
import { frameStates, isLabel } from '../../../shared/domain/frameState.ts'
import type { Catalogue } from './schema.ts'

/**
 * Frames that are read blind still: their examination is assigned to two readers or more, and not all of these have
 * submitted their mask. Until then nobody is shown another's.
 */
export async function stillBlind(db: Kysely<Catalogue>): Promise<ReadonlySet<number>> {
  const { rows } = await db.executeQuery<{ id: number }>(blindFrames(sql`1`).compile(db))
  return new Set(rows.map(({ id }) => id))
}

/** The same of one frame. */
export async function isStillBlind(db: Kysely<Catalogue>, frame: number): Promise<boolean> {
  const { rows } = await db.executeQuery(blindFrames(sql`frame.id = ${frame}`).compile(db))
  return rows.length > 0
}

/** A mask that is the frame's label was submitted, whether or not a row says so. */
const blindFrames = (where: ReturnType<typeof sql>) => sql<{ id: number }>`
  SELECT frame.id FROM assignment
  JOIN frame ON frame.examination_id = assignment.examination_id
  LEFT JOIN reading ON reading.frame_id = frame.id AND reading.reader = assignment.reader
  LEFT JOIN layer ON layer.id = frame.label_layer AND layer.author = assignment.reader
  WHERE ${where} GROUP BY frame.id
  HAVING count(*) > 1
    AND sum(reading.stage IS 'submitted' OR (layer.id IS NOT NULL AND frame.state IN (${labelStates}))) < count(*)`

const labelStates = sql.join(frameStates.flatMap((state, place) => (isLabel(state) ? [sql.lit(place)] : [])))

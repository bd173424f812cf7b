import type { Kysely } from 'kysely'
import { type FrameState, stateStored } from '../../../../shared/domain/frameState.ts'
import { isReadBlind } from '../../../../shared/domain/stage.ts'
import { ownState } from '../frames/ownView.ts'
import type { Catalogue } from '../schema.ts'
import { readingOf } from './readings.ts'

type Db = Kysely<Catalogue>

/** Whether readers' masks of a frame are kept from one another, and from everybody else, for now. */
export async function isBlind(db: Db, frame: number): Promise<boolean> {
  const assigned = await db
    .selectFrom('assignment')
    .innerJoin('frame', 'frame.examination_id', 'assignment.examination_id')
    .select('assignment.reader')
    .where('frame.id', '=', frame)
    .execute()
  if (assigned.length < 2) return false
  const rows = await db
    .selectFrom('reading')
    .select(['reader', 'stage'])
    .where('frame_id', '=', frame)
    .execute()
  const readings = new Map(rows.map(({ reader, stage }) => [reader, stage]))
  const label = await db
    .selectFrom('frame')
    .innerJoin('layer', 'layer.id', 'frame.label_layer')
    .select('layer.author')
    .where('frame.id', '=', frame)
    .executeTakeFirst()
  if (label && !readings.has(label.author)) readings.set(label.author, 'submitted')
  return isReadBlind({ assigned: assigned.map(({ reader }) => reader), readings })
}

/** A frame's state as a reader may know it: of one that is read blind only what they have made of it. */
export async function stateSeen(db: Db, frame: number, reader: string, stored: number): Promise<FrameState> {
  if (!(await isBlind(db, frame))) return stateStored(stored)
  const own = await db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .select('revision.areas')
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'reader')
    .where('layer.author', '=', reader)
    .orderBy('revision.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return ownState(await readingOf(db, frame, reader), own ? (JSON.parse(own.areas) as number[]) : [])
}

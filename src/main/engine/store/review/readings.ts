import type { Kysely, Transaction } from 'kysely'
import { isLabel, stateStored } from '../../../../shared/domain/frameState.ts'
import { readingAfter } from '../../../../shared/domain/readingAfter.ts'
import type { ReadingStage } from '../../../../shared/domain/stage.ts'
import type { Catalogue } from '../schema.ts'

/** How far a reader is with their mask of a frame; undefined where no row tells of any. */
export async function readingOf(
  db: Kysely<Catalogue>,
  frame: number,
  reader: string,
): Promise<ReadingStage | undefined> {
  const row = await db
    .selectFrom('reading')
    .select('stage')
    .where('frame_id', '=', frame)
    .where('reader', '=', reader)
    .executeTakeFirst()
  return row?.stage
}

/**
 * Writes down whose label a frame has, before anything of it changes: labels of earlier versions, imports and merges come
 * without a reading, and whoever made one has submitted it.
 */
export async function keepTold(db: Transaction<Catalogue>, frame: number): Promise<void> {
  const label = await db
    .selectFrom('frame')
    .innerJoin('layer', 'layer.id', 'frame.label_layer')
    .leftJoin('reading', (join) =>
      join.onRef('reading.frame_id', '=', 'frame.id').onRef('reading.reader', '=', 'layer.author'),
    )
    .select(['layer.author', 'reading.stage'])
    .where('frame.id', '=', frame)
    .executeTakeFirst()
  if (label && label.stage === null) await setReading(db, frame, label.author, 'submitted')
}

/** What a reader has just done with their mask of a frame, of which the frame's row tells already. */
export interface Read {
  readonly frame: number
  readonly reader: string
  readonly says: 'finished' | 'open' | undefined
  readonly holdsAnything: boolean
}

/** Writes how far a reader is after that; see `readingAfter`. */
export async function noteReading(
  db: Transaction<Catalogue>,
  { frame, reader, ...did }: Read,
): Promise<void> {
  const before = await readingOf(db, frame, reader)
  const { state } = await db
    .selectFrom('frame')
    .select('state')
    .where('id', '=', frame)
    .executeTakeFirstOrThrow()
  const after = readingAfter({ before, lostLabel: !isLabel(stateStored(state)), ...did })
  if (after === before && did.says !== 'finished') return
  await setReading(db, frame, reader, after)
}

/** Sets how far a reader is; undefined takes their row away. */
export async function setReading(
  db: Transaction<Catalogue>,
  frame: number,
  reader: string,
  stage: ReadingStage | undefined,
): Promise<void> {
  if (stage === undefined) {
    await db.deleteFrom('reading').where('frame_id', '=', frame).where('reader', '=', reader).execute()
    return
  }
  const at = new Date().toISOString()
  await db
    .insertInto('reading')
    .values({ frame_id: frame, reader, stage, at })
    .onConflict((c) => c.columns(['frame_id', 'reader']).doUpdateSet({ stage, at }))
    .execute()
}

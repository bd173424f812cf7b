import type { Transaction } from 'kysely'
import { record } from '../audit.ts'
import type { Catalogue } from '../schema.ts'
import { keepTold, setReading } from './readings.ts'

/** What a reviewer says of a frame. */
export interface FrameVerdict {
  readonly frame: number
  readonly says: Catalogue['verdict']['says']
  /** The mask that it is said of. */
  readonly layer?: { readonly id: number; readonly revision: number }
  /** A coded reason, and words. */
  readonly reason?: string
  readonly text?: string
}

/**
 * Adds a verdict with its row of the trail, inside a transaction of the caller. The last one of a frame counts. A mask that is
 * returned waits for its reader from then on, and one that is accepted is submitted, whatever its reader had said.
 */
export async function writeVerdict(
  db: Transaction<Catalogue>,
  reviewer: string,
  { frame, says, layer, ...words }: FrameVerdict,
): Promise<number> {
  const reason = words.reason ?? null
  const text = words.text ?? null
  const { id } = await db
    .insertInto('verdict')
    .values({
      frame_id: frame,
      says,
      layer_id: layer?.id ?? null,
      revision: layer?.revision ?? null,
      reason,
      text,
      reviewer,
      at: new Date().toISOString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(db, {
    actor: reviewer,
    action: `verdict-${says}`,
    subject: `frame:${frame}`,
    detail: { verdict: id, layer: layer?.id ?? null, revision: layer?.revision ?? null, reason, text },
  })
  if (layer) await tellReader(db, frame, says, layer.id)
  return id
}

async function tellReader(
  db: Transaction<Catalogue>,
  frame: number,
  says: FrameVerdict['says'],
  layer: number,
): Promise<void> {
  if (says !== 'returned' && says !== 'accepted') return
  await keepTold(db, frame)
  const reader = await db
    .selectFrom('layer')
    .select('author')
    .where('id', '=', layer)
    .where('kind', '=', 'reader')
    .executeTakeFirst()
  if (reader) await setReading(db, frame, reader.author, says === 'returned' ? 'returned' : 'submitted')
}

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Probabilities } from '../../../shared/domain/probabilities.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { TrainerEvent } from '../../../shared/trainer/protocol.ts'
import type { Session } from '../Session.ts'
import { storeMask } from './storeMask.ts'

export type Prediction = Extract<TrainerEvent, { kind: 'prediction' }>

/** Stores what a model sees on a frame: the overlay, and how sure it is of each class. */
export async function keepPrediction(
  { store: { db } }: Session,
  model: string,
  { id, mask, probabilities }: Prediction,
): Promise<void> {
  const where = { frame: Number(id), kind: 'model', author: model } as const
  const { width, height, classes, data } = probabilities
  await db.transaction().execute(async (transaction) => {
    const { layer } = await storeMask(transaction, where, decodeMask(mask), { origin: 'prediction' })
    const row = { width, height, classes, data: deflateRawSync(data) }
    await transaction
      .insertInto('probability')
      .values({ layer_id: layer, ...row })
      .onConflict((c) => c.column('layer_id').doUpdateSet(row))
      .execute()
  })
}

/** How sure the newest model is of each class on a frame; null where none has seen it, or an older app kept none. */
export async function probabilitiesOf(
  { store: { db } }: Session,
  frame: number,
): Promise<Probabilities | null> {
  const row = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .innerJoin('probability', 'probability.layer_id', 'layer.id')
    .select(['probability.width', 'probability.height', 'probability.classes', 'probability.data'])
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'model')
    .orderBy('revision.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { ...row, data: new Uint8Array(inflateRawSync(row.data)) } : null
}

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Selectable, Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { PredictedMaps } from '../../../shared/domain/heatMaps/predictedMaps.ts'
import { MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { countValues, type Mask } from '../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../shared/domain/probabilities.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { TrainerEvent } from '../../../shared/trainer/messages.ts'
import { sha256 } from '../../files/durableFile.ts'
import { classBits } from '../store/frames/classBits.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { perMille, readersLabel } from './disagreement.ts'
import { noteOverlay } from './freshOverlays.ts'
import { heldBack } from './heldBack.ts'
import { keepMaps, keptMaps } from './keptMaps.ts'
import { signalRow } from './signalRow.ts'
import { storeMask } from './storeMask.ts'

type KeptProbabilities = Pick<
  Selectable<Catalogue['probability']>,
  'width' | 'height' | 'classes' | 'data' | 'sha256'
>

export type Prediction = Extract<TrainerEvent, { kind: 'prediction' }>

/** Stores what a model sees on a frame: the overlay, how sure it is of each class, and how much a label would teach. */
export async function keepPrediction(
  study: OpenStudy,
  model: string,
  { id, mask: encoded, probabilities, maps, signals }: Prediction,
): Promise<void> {
  const frame = Number(id)
  const mask = decodeMask(encoded)
  const { width, height, classes, data } = probabilities
  await study.store.db.transaction().execute(async (transaction) => {
    const where = { frame, kind: 'model', author: model } as const
    const { layer } = await storeMask(transaction, where, mask, { origin: 'prediction' })
    const deflated = deflateRawSync(data)
    const row = { width, height, classes, data: deflated, sha256: sha256(deflated) }
    await transaction
      .insertInto('probability')
      .values({ layer_id: layer, ...row })
      .onConflict((c) => c.column('layer_id').doUpdateSet(row))
      .execute()
    const signal = signalRow(signals)
    await transaction
      .insertInto('signal')
      .values({ layer_id: layer, ...signal })
      .onConflict((c) =>
        // A frame that is looked at again has no second net at hand: what that one said before is true still.
        c.column('layer_id').doUpdateSet(({ fn }) => ({
          ...signal,
          nets_differ: fn.coalesce('excluded.nets_differ', 'signal.nets_differ'),
        })),
      )
      .execute()
    if ((await idOfModelInUse(transaction)) === model) await markPrediction(transaction, frame, mask)
  })
  await keepMaps(study, model, frame, { width, height, maps })
  noteOverlay(study, frame)
}

/** Writes onto the frame what the model in use sees there, and how far a label disagrees. */
async function markPrediction(db: Transaction<Catalogue>, frame: number, mask: Mask): Promise<void> {
  const counts = countValues(mask).subarray(0, MOST_CLASSES)
  const label = await readersLabel(db, frame)
  await db
    .updateTable('frame')
    .set({
      predicted: classBits(counts),
      predicted_areas: JSON.stringify([...counts]),
      disagreement: label ? perMille(label, mask) : null,
    })
    .where('id', '=', frame)
    .execute()
}

/** Probabilities as they were kept. Fails FILE_DAMAGED where the bytes are others, or fewer or more than they say. */
function inflated({ width, height, classes, data, sha256: hash }: KeptProbabilities): Uint8Array {
  if (hash !== null && sha256(data) !== hash) throw new Failure('maskChanged')
  const size = width * height * classes
  try {
    const bytes = inflateRawSync(data, { maxOutputLength: Math.max(1, size) })
    if (bytes.length === size) return new Uint8Array(bytes)
  } catch {
    // Told below.
  }
  throw new Failure('maskChanged')
}

/**
 * How sure the model in use is of each class on a frame, and the maps of its doubts; null where its overlay is not there or
 * not shown. The maps are null where none are kept, as of overlays of before there were any. Fails FILE_DAMAGED.
 */
export async function doubtsOf(
  call: Call,
  frame: number,
): Promise<{ probabilities: Probabilities; maps: PredictedMaps | null } | null> {
  const { db } = call.study.store
  const model = await idOfModelInUse(db)
  if (!model || (await heldBack(call, frame))?.overlaysHidden) return null
  const row = await db
    .selectFrom('layer')
    .innerJoin('probability', 'probability.layer_id', 'layer.id')
    .select(['probability.width', 'probability.height', 'probability.classes', 'probability.data'])
    .select('probability.sha256')
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', 'model')
    .where('layer.author', '=', model)
    .executeTakeFirst()
  if (!row) return null
  const { width, height, classes } = row
  const maps = await keptMaps(call.study, model, frame, { width, height })
  return { probabilities: { width, height, classes, data: inflated(row) }, maps }
}

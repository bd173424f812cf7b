import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { declared, type FrameState, type Holds, withoutLabel } from '../../../shared/domain/frameState.ts'
import { countValues } from '../../../shared/domain/mask.ts'
import type { Catalogue } from '../store/schema.ts'
import { holdsOf, writeState } from './markFrame.ts'
import { newestMask } from './newestMask.ts'

type Db = Transaction<Catalogue>

/** Makes a reader's mask, as it is, the label of its frame, inside a transaction of the caller. Fails LAYER_NOT_FOUND, FILE_DAMAGED. */
export async function takeAsLabel(db: Db, frame: number, layer: number): Promise<void> {
  if ((await labelLayer(db, frame)) !== layer) await write(db, frame, layer, declared)
}

/** Where a mask is its frame's label, it is none any more; the mask stays. Fails LAYER_NOT_FOUND, FILE_DAMAGED. */
export async function takeLabelAway(db: Db, frame: number, layer: number): Promise<void> {
  if ((await labelLayer(db, frame)) === layer) await write(db, frame, layer, withoutLabel)
}

async function write(
  db: Db,
  frame: number,
  layer: number,
  stateOf: (holds: Holds) => FrameState,
): Promise<void> {
  const mask = await newestMask(db, layer)
  if (!mask) throw new Failure('layerGone')
  const counts = countValues(mask)
  await writeState(db, frame, { state: stateOf(holdsOf(counts, mask.data.length)), layer, mask, counts })
}

async function labelLayer(db: Db, frame: number): Promise<number | null> {
  const row = await db.selectFrom('frame').select('label_layer').where('id', '=', frame).executeTakeFirst()
  return row?.label_layer ?? null
}

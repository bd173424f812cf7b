import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { declared } from '../../../shared/domain/frameState.ts'
import { countValues } from '../../../shared/domain/mask.ts'
import type { Catalogue } from '../store/schema.ts'
import { holdsOf, writeState } from './markFrame.ts'
import { newestMask } from './newestMask.ts'

/** Makes a reader's mask, as it is, the label of its frame, inside a transaction of the caller. Fails LAYER_NOT_FOUND, FILE_DAMAGED. */
export async function takeAsLabel(db: Transaction<Catalogue>, frame: number, layer: number): Promise<void> {
  const mask = await newestMask(db, layer)
  if (!mask) throw new Failure('layerGone')
  const counts = countValues(mask)
  const state = declared(holdsOf(counts, mask.data.length))
  await writeState(db, frame, { state, layer, mask, counts })
}

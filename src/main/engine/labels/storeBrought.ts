import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { classesOf } from '../store/classes.ts'
import type { Catalogue } from '../store/schema.ts'
import type { LayerKey } from './newestMask.ts'
import { type Making, type StoredMask, storeMask } from './storeMask.ts'

/**
 * Adds a mask that comes from outside. What its marks mean was decided before, so the classes are asked for once more, in
 * the transaction that writes: one may have been taken back meanwhile. Fails MASK_UNMAPPED.
 */
export async function storeBrought(
  transaction: Transaction<Catalogue>,
  where: LayerKey,
  mask: Mask,
  making: Making,
): Promise<StoredMask> {
  const { length } = await classesOf(transaction)
  if (mask.data.some((value) => value >= length && value !== IGNORE)) throw new Failure('classesChanged')
  return storeMask(transaction, where, mask, making)
}

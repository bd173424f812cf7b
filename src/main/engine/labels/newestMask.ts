import type { Kysely } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { LayerKind } from '../../../shared/contract/layers.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import type { Catalogue } from '../store/schema.ts'

/** Whose mask of which frame. */
export interface LayerKey {
  readonly frame: number
  readonly kind: LayerKind
  readonly author: string
}

/** A mask as the study keeps it. */
export interface StoredBytes {
  readonly mask: Uint8Array
  readonly sha256: string
}

const isSound = (stored: StoredBytes) => sha256(stored.mask) === stored.sha256

/** A mask's bytes. Fails FILE_DAMAGED where they are not what was saved. */
export function checked(stored: StoredBytes): Uint8Array {
  if (!isSound(stored)) throw new Failure('maskChanged')
  return new Uint8Array(stored.mask)
}

/** The mask itself: nothing that is made of a mask, or written on top of one, comes from bytes that were not checked. */
export function checkedMask(stored: StoredBytes): Mask {
  const mask = soundMask(stored)
  if (!mask) throw new Failure('maskChanged')
  return mask
}

/**
 * A mask that is read for a figure beside the work, as how far two of them differ. A damaged one counts as none: opening
 * a study, or saying that a frame is finished, does not fail for it.
 */
export function soundMask(stored: StoredBytes | undefined): Mask | undefined {
  if (!stored || !isSound(stored)) return undefined
  try {
    return decodeMask(new Uint8Array(stored.mask))
  } catch {
    return undefined
  }
}

/** A layer's newest revision as the study keeps it; undefined where there is no such layer. */
export const newestRevision = (db: Kysely<Catalogue>, layer: number) =>
  db
    .selectFrom('revision')
    .select(['number', 'mask', 'sha256'])
    .where('layer_id', '=', layer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** A layer's newest mask. Fails FILE_DAMAGED. */
export async function newestMask(db: Kysely<Catalogue>, layer: number): Promise<Mask | undefined> {
  const row = await newestRevision(db, layer)
  return row && checkedMask(row)
}

/** The same of a reader's or a model's layer on a frame. */
export async function newestRevisionOf(db: Kysely<Catalogue>, { frame, kind, author }: LayerKey) {
  const layer = await db
    .selectFrom('layer')
    .select('id')
    .where('frame_id', '=', frame)
    .where('kind', '=', kind)
    .where('author', '=', author)
    .executeTakeFirst()
  return layer && newestRevision(db, layer.id)
}

/** What a reader or a model says of a frame now; undefined where it has said nothing. Fails FILE_DAMAGED. */
export async function newestMaskOf(db: Kysely<Catalogue>, key: LayerKey): Promise<Mask | undefined> {
  const row = await newestRevisionOf(db, key)
  return row && checkedMask(row)
}

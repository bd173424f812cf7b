import type { Transaction } from 'kysely'
import type { LayerKind, Saved } from '../../../shared/contract/layers.ts'
import { countValues, type Mask } from '../../../shared/domain/mask.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import type { Catalogue } from '../store/schema.ts'
import { CLASSES, markFrame } from './markFrame.ts'

/** Whose mask of which frame. */
export interface LayerKey {
  readonly frame: number
  readonly kind: LayerKind
  readonly author: string
}

/** How a revision came about. */
export interface Making {
  readonly origin: 'stroke' | 'import' | 'accept' | 'prediction'
  /** Id the painter gave the change. */
  readonly stroke?: string | null
  /** The revision it brings back; null for new paint. */
  readonly restores?: number | null
  /** Set where nobody has painted or looked at it: it counts as no label yet. */
  readonly made?: 'copied' | 'interpolated' | null
}

/** Adds a whole mask as a new revision of a layer, inside a transaction of the caller. */
export async function storeMask(
  transaction: Transaction<Catalogue>,
  where: LayerKey,
  mask: Mask,
  { origin, stroke = null, restores = null, made = null }: Making,
): Promise<Saved> {
  const key = { frame_id: where.frame, kind: where.kind, author: where.author }
  await transaction
    .insertInto('layer')
    .values(key)
    .onConflict((c) => c.doNothing())
    .execute()
  const { id } = await transaction
    .selectFrom('layer')
    .select('id')
    .where((eb) => eb.and(key))
    .executeTakeFirstOrThrow()
  const number = (await newestRevision(transaction, id)) + 1
  const bytes = Buffer.from(encodeMask(mask))
  const at = new Date().toISOString()
  const counts = countValues(mask).subarray(0, CLASSES)
  const areas = JSON.stringify([...counts])
  await transaction
    .insertInto('revision')
    .values({
      layer_id: id,
      number,
      mask: bytes,
      sha256: sha256(bytes),
      areas,
      origin,
      stroke,
      restores,
      made,
      at,
    })
    .execute()
  await markFrame(transaction, where, mask, { counts, isLabel: made === null })
  return { layer: id, revision: number, savedAt: at }
}

async function newestRevision(db: Transaction<Catalogue>, layer: number): Promise<number> {
  const row = await db
    .selectFrom('revision')
    .select('number')
    .where('layer_id', '=', layer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

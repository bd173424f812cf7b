import type { Kysely } from 'kysely'
import type { LayerKind } from '../../../shared/contract/layers.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import type { Catalogue } from '../store/schema.ts'

/** Whose mask of which frame. */
export interface LayerKey {
  readonly frame: number
  readonly kind: LayerKind
  readonly author: string
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

/** A layer's newest mask. */
export async function newestMask(db: Kysely<Catalogue>, layer: number): Promise<Mask | undefined> {
  const row = await newestRevision(db, layer)
  return row && decodeMask(new Uint8Array(row.mask))
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

/** What a reader or a model says of a frame now; undefined where it has said nothing. */
export async function newestMaskOf(db: Kysely<Catalogue>, key: LayerKey): Promise<Mask | undefined> {
  const row = await newestRevisionOf(db, key)
  return row && decodeMask(new Uint8Array(row.mask))
}

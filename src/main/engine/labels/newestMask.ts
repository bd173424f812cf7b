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

/** What a reader or a model says of a frame now; undefined where it has said nothing. */
export async function newestMask(
  db: Kysely<Catalogue>,
  { frame, kind, author }: LayerKey,
): Promise<Mask | undefined> {
  const row = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select('revision.mask')
    .where('layer.frame_id', '=', frame)
    .where('layer.kind', '=', kind)
    .where('layer.author', '=', author)
    .orderBy('revision.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && decodeMask(new Uint8Array(row.mask))
}

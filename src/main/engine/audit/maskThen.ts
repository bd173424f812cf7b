import { Failure } from '../../../shared/contract/failure.ts'
import { sha256 } from '../../files/durableFile.ts'
import { isBlind } from '../store/review/blind.ts'
import type { Call } from '../study/Call.ts'

/**
 * A person's mask as one revision saved it. Fails LAYER_NOT_FOUND, FILE_DAMAGED, and FRAME_LOCKED where it is another's on a
 * frame that is read blind still.
 */
export async function maskThen(
  { study: { store }, actor }: Call,
  { layer, revision }: { readonly layer: number; readonly revision: number },
): Promise<{ frame: number; mask: string }> {
  const row = await store.db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.frame_id as frame', 'layer.author', 'revision.mask', 'revision.sha256'])
    .where('layer.id', '=', layer)
    .where('layer.kind', '!=', 'model')
    .where('revision.number', '=', revision)
    .executeTakeFirst()
  if (!row) throw new Failure('layerGone')
  if (row.author !== actor.name && (await isBlind(store.db, row.frame))) throw new Failure('stillReadBlind')
  if (sha256(row.mask) !== row.sha256) throw new Failure('maskChanged')
  return { frame: row.frame, mask: row.mask.toString('base64') }
}

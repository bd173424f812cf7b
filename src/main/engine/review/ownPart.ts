import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { emptyMask, type Mask } from '../../../shared/domain/mask.ts'
import { sizeOfMask } from '../../../shared/domain/rle.ts'
import { LabelService } from '../labels/LabelService.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import type { Reviewed } from './underReview.ts'

/**
 * What the reviewer's own mask adds to the mask under review: what they have painted since that was saved, on top of what they
 * took from it. An older reading of theirs adds nothing; beside what a model sees, all that they painted counts.
 */
export async function ownPart(
  call: Call,
  db: Transaction<Catalogue>,
  { frame, layer, revision, bytes }: Reviewed,
): Promise<Mask> {
  const { width, height } = sizeOfMask(bytes)
  if (layer.own) return emptyMask(width, height)
  const now = await LabelService.current(call, db, frame, null)
  if ('repeated' in now) throw new Failure('nothingToReview')
  if (now.layer === null) return now.mask
  const at = (of: number, number: number) =>
    db
      .selectFrom('revision')
      .select(['at', 'restores'])
      .where('layer_id', '=', of)
      .where('number', '=', number)
      .executeTakeFirst()
  const newest = await at(now.layer, now.revision)
  // A step that brought an earlier mask back is as old as that one.
  const painted = newest?.restores == null ? newest : await at(now.layer, newest.restores)
  const saved = await at(layer.id, revision)
  const counts = layer.kind === 'model' || (painted?.at ?? '') > (saved?.at ?? '')
  return counts ? now.mask : emptyMask(width, height)
}

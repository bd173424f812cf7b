import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import { isSameRegion, type Region, type RegionName } from '../../../shared/domain/regions.ts'
import { mustNotBeSigned } from '../store/review/signed.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import { type Reviewed, reviewedOf } from './underReview.ts'

/** Of which mask something is said. */
export interface OfMask {
  readonly frame: number
  readonly layer: number
  readonly revision: number
}

/** The mask under review, where it is the one that something is said of. Nobody reviews their own
 * where there are accounts. Fails STALE_REVISION, FRAME_NOT_FOUND, NOT_ALLOWED, FILE_DAMAGED. */
export async function mustBeReviewed(call: Call, { frame, layer, revision }: OfMask): Promise<Reviewed> {
  if (!call.study.index.holds(frame)) throw new Failure('frameGone')
  const reviewed = await reviewedOf(call, frame)
  if (!reviewed || reviewed.accepted) throw new Failure('nothingToReview')
  if (reviewed.layer.id !== layer || reviewed.revision !== revision) throw new Failure('regionChanged')
  if (reviewed.layer.own && call.study.index.hasAccounts) throw new Failure('ownMask')
  return reviewed
}

/** The same within the transaction that writes: nothing came in between. Fails STALE_REVISION, FRAME_LOCKED. */
export async function mustStillBe(
  db: Transaction<Catalogue>,
  { frame, layer, revision }: Reviewed,
): Promise<void> {
  await mustNotBeSigned(db, frame)
  const { newest } = await db
    .selectFrom('revision')
    .select(({ fn }) => fn.max('number').as('newest'))
    .where('layer_id', '=', layer.id)
    .executeTakeFirstOrThrow()
  if (newest !== revision) throw new Failure('regionChanged')
}

/** The place of a region among those of the mask. Fails STALE_REVISION where it has none of that name. */
export function placeOf({ map: { regions } }: Reviewed, name: RegionName): number {
  const place = regions.findIndex((region) => isSameRegion(region, name))
  if (place < 0) throw new Failure('regionChanged')
  return place
}

/** A region by its place. */
export function regionAt({ map: { regions } }: Reviewed, place: number): Region {
  const region = regions[place]
  if (!region) throw new Failure('regionChanged')
  return region
}

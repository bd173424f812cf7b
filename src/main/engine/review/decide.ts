import type { Transaction } from 'kysely'
import { Failure } from '../../../shared/contract/failure.ts'
import type { RegionName } from '../../../shared/domain/regions.ts'
import type { ReviewReason } from '../../../shared/domain/reviewReasons.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import { finish } from './finish.ts'
import { mustBeReviewed, mustStillBe, type OfMask, placeOf, regionAt } from './ofMask.ts'
import { sayOfRegion } from './sayOfRegion.ts'
import type { Reviewed } from './underReview.ts'
import { lastVerdict, standingOf } from './verdicts.ts'
import { writing } from './writing.ts'

interface Decision extends OfMask {
  readonly regions: readonly RegionName[]
  readonly says: 'accepted' | 'rejected'
  readonly reason: ReviewReason | null
}

/** Says of regions whether they stand, and finishes the frame with the last of them; see the contract. */
export async function decide(call: Call, decision: Decision): Promise<{ finished: boolean }> {
  const reviewed = await mustBeReviewed(call, decision)
  return writing(call, reviewed.frame, async (db) => {
    await mustStillBe(db, reviewed)
    await begin(db, call, reviewed)
    await sayOfEach(db, call, reviewed, decision)
    const standing = await standingOf(db, reviewed.layer.id, reviewed.map.regions)
    const isDecided = standing.every((said) => said !== undefined)
    const endsIt = decision.regions.length === 0
    if (endsIt && !isDecided) throw new Failure('regionsLeft')
    // A mask of which nothing stands may be given back as well: finishing it is said for itself.
    const stands = standing.some((said) => said?.says !== 'rejected')
    const finished = isDecided && (endsIt || stands)
    if (finished) await finish(db, call, reviewed, standing)
    return { tells: finished ? ['labels', 'review'] : ['review'], is: { finished } }
  })
}

async function sayOfEach(
  db: Transaction<Catalogue>,
  { actor }: Call,
  reviewed: Reviewed,
  { frame, regions, says, reason }: Decision,
): Promise<void> {
  const before = await standingOf(db, reviewed.layer.id, reviewed.map.regions)
  for (const name of regions) {
    const place = placeOf(reviewed, name)
    const said = before[place]
    // Sent twice, as after a lost connection, it is said once.
    if (said?.says === says && said.reason === reason && said.reviewer === actor.name) continue
    await sayOfRegion(db, actor.name, regionAt(reviewed, place), {
      frame,
      layer: reviewed.layer.id,
      revision: reviewed.revision,
      says,
      reason,
    })
  }
}

/** Says that the frame is in review, where nobody has said it of this mask. */
export async function begin(
  db: Transaction<Catalogue>,
  { actor }: Call,
  { frame, layer, revision }: Reviewed,
): Promise<void> {
  const last = await lastVerdict(db, frame)
  const isUnderWay = last?.says === 'begun' || last?.says === 'reopened'
  if (isUnderWay && last.layer_id === layer.id && last.revision === revision) return
  await writeVerdict(db, actor.name, { frame, says: 'begun', layer: { id: layer.id, revision } })
}

import { Failure } from '../../../shared/contract/failure.ts'
import { LabelService } from '../labels/LabelService.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Call } from '../study/Call.ts'
import { mustBeReviewed, mustStillBe, type OfMask } from './ofMask.ts'
import { standingOf } from './verdicts.ts'
import { writing } from './writing.ts'

/** Gives a reader's mask back to them with the reasons; it is no label until they say again that it is finished. */
export async function giveBack(call: Call, wish: OfMask): Promise<void> {
  const reviewed = await mustBeReviewed(call, wish)
  const { frame, layer, revision, map } = reviewed
  await writing(call, frame, async (db) => {
    await mustStillBe(db, reviewed)
    const standing = await standingOf(db, layer.id, map.regions)
    const rejected = standing.flatMap((said) => (said?.says === 'rejected' ? [said] : []))
    if (layer.kind !== 'reader' || rejected.length === 0) throw new Failure('nobodyToGiveBackTo')
    const [reason] = rejected.flatMap((said) => said.reason ?? [])
    await writeVerdict(db, call.actor.name, {
      frame,
      says: 'returned',
      layer: { id: layer.id, revision },
      ...(reason === undefined ? {} : { reason }),
    })
    await LabelService.takeLabelAway(db, frame, layer.id)
    return { tells: ['labels', 'review'], is: undefined }
  })
}

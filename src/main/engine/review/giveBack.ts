import { Failure } from '../../../shared/contract/failure.ts'
import { withoutLabel } from '../../../shared/domain/frameState.ts'
import { countValues } from '../../../shared/domain/mask.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { LabelService } from '../labels/LabelService.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Call } from '../study/Call.ts'
import { holdsIn } from './finish.ts'
import { mustBeReviewed, mustStillBe, type OfMask } from './ofMask.ts'
import { standingOf } from './verdicts.ts'
import { writing } from './writing.ts'

/** Gives a reader's mask back to them with the reasons; it is no label until they say again that it is finished. */
export async function giveBack(call: Call, wish: OfMask): Promise<void> {
  const reviewed = await mustBeReviewed(call, wish)
  const { frame, layer, revision, bytes, map } = reviewed
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
    const at = new Date().toISOString()
    await db
      .insertInto('reading')
      .values({ frame_id: frame, reader: layer.author, stage: 'returned', at })
      .onConflict((c) => c.columns(['frame_id', 'reader']).doUpdateSet({ stage: 'returned', at }))
      .execute()
    const { label_layer: label } = await db
      .selectFrom('frame')
      .select('label_layer')
      .where('id', '=', frame)
      .executeTakeFirstOrThrow()
    if (label === layer.id) {
      const mask = decodeMask(bytes)
      const counts = countValues(mask)
      const state = withoutLabel(holdsIn(counts, mask))
      await LabelService.writeState(db, frame, { state, layer: layer.id, mask, counts })
    }
    return { tells: ['labels', 'review'], is: undefined }
  })
}

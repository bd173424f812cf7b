import type { RegionName } from '../../../shared/domain/regions.ts'
import { LabelService } from '../labels/LabelService.ts'
import type { Call } from '../study/Call.ts'
import { begin } from './decide.ts'
import { put } from './finish.ts'
import { mustBeReviewed, mustStillBe, type OfMask, placeOf, regionAt } from './ofMask.ts'
import { ownPart } from './ownPart.ts'
import { sayOfRegion } from './sayOfRegion.ts'
import { writing } from './writing.ts'

/** Takes a region into the reviewer's own mask, to be painted on; see the contract. */
export async function edit(call: Call, wish: OfMask & { readonly region: RegionName }): Promise<void> {
  const reviewed = await mustBeReviewed(call, wish)
  const { frame, layer, revision, map } = reviewed
  const place = placeOf(reviewed, wish.region)
  const author = call.actor.name
  await writing(call, frame, async (db) => {
    await mustStillBe(db, reviewed)
    await begin(db, call, reviewed)
    const said = { frame, layer: layer.id, revision, says: 'edited', reason: null } as const
    if (layer.own) {
      await sayOfRegion(db, author, regionAt(reviewed, place), said)
      return { tells: ['review'], is: undefined }
    }
    const own = await ownPart(call, db, reviewed)
    const mask = { ...own, data: own.data.slice() }
    put(mask, map, place)
    const stored = await LabelService.write(db, { frame, kind: 'reader', author }, mask, { origin: 'stroke' })
    const detail = { saved: [LabelService.toldOf(stored, author)], state: stored.state }
    await sayOfRegion(db, author, regionAt(reviewed, place), { ...said, detail })
    return { tells: ['labels', 'review'], is: undefined }
  })
}

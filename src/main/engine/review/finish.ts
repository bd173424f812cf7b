import type { Transaction } from 'kysely'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { regionPatch } from '../../../shared/domain/regions.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { LabelService } from '../labels/LabelService.ts'
import { record } from '../store/audit.ts'
import { writeVerdict } from '../store/review/writeVerdict.ts'
import type { Catalogue } from '../store/schema.ts'
import type { Call } from '../study/Call.ts'
import { ownPart } from './ownPart.ts'
import type { Reviewed } from './underReview.ts'
import type { Standing } from './verdicts.ts'

/** Accepts a frame all regions of which have a verdict: the mask as it is where all of it stands, else one of the reviewer. */
export async function finish(
  db: Transaction<Catalogue>,
  call: Call,
  reviewed: Reviewed,
  standing: readonly (Standing | undefined)[],
): Promise<void> {
  const { frame, layer, revision } = reviewed
  const reviewer = call.actor.name
  const isAsItIs = layer.kind === 'reader' && standing.every((said) => said?.says === 'accepted')
  if (isAsItIs) {
    await LabelService.takeAsLabel(db, frame, layer.id)
    await writeVerdict(db, reviewer, { frame, says: 'accepted', layer: { id: layer.id, revision } })
    return
  }
  const mask = whatStands(reviewed, standing, await ownPart(call, db, reviewed))
  const where = { frame, kind: 'reader', author: reviewer } as const
  const stored = await LabelService.write(db, where, mask, { origin: 'accept' })
  await record(db, {
    actor: reviewer,
    action: 'review',
    subject: `frame:${frame}`,
    detail: {
      of: { layer: layer.id, revision, author: layer.author },
      saved: [LabelService.toldOf(stored, reviewer)],
      state: stored.state,
    },
  })
  const written = { id: stored.layer, revision: stored.revision }
  await writeVerdict(db, reviewer, { frame, says: 'accepted', layer: written })
}

/** Regions that were accepted, what is ignored beside them, and over both what the reviewer has painted. */
function whatStands({ bytes, map }: Reviewed, standing: readonly (Standing | undefined)[], own: Mask): Mask {
  const seen = decodeMask(bytes)
  const mask = { ...seen, data: seen.data.map((value) => (value === IGNORE ? IGNORE : 0)) }
  for (const [place, said] of standing.entries()) if (said?.says === 'accepted') put(mask, map, place)
  for (const [at, value] of own.data.entries()) if (value !== 0) mask.data[at] = value
  return mask
}

/** Writes one region of a map into a mask. */
export function put(
  mask: Mask,
  map: Reviewed['map'],
  place: number,
  value = map.regions[place]?.value ?? 0,
): void {
  const { x, y, width, data } = regionPatch(map, place)
  for (const [at, inside] of data.entries())
    if (inside === 1) mask.data[(y + Math.floor(at / width)) * mask.width + x + (at % width)] = value
}

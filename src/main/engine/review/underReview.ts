import type { LayerSummary } from '../../../shared/contract/layers.ts'
import type { UnderReview } from '../../../shared/contract/review.ts'
import { reviewReasons } from '../../../shared/domain/reviewReasons.ts'
import { LabelService } from '../labels/LabelService.ts'
import type { Call } from '../study/Call.ts'
import { type FoundRegions, regionsOfLayer } from './regionsOfLayer.ts'
import { submittedOf } from './submitted.ts'
import { lastVerdict, standingOf } from './verdicts.ts'

type Accepted = UnderReview['accepted']

/** The mask of a frame that is reviewed, with its regions. */
export interface Reviewed extends FoundRegions {
  readonly frame: number
  readonly layer: LayerSummary
  readonly accepted: Accepted
}

/** As the contract tells it; null where nothing of the frame can be reviewed. Fails FILE_DAMAGED. */
export async function underReview(call: Call, frame: number): Promise<UnderReview | null> {
  const reviewed = await reviewedOf(call, frame)
  if (!reviewed) return null
  const { layer, revision, map, lines, accepted } = reviewed
  const standing = await standingOf(call.study.store.db, layer.id, map.regions)
  return {
    layer: layer.id,
    revision,
    kind: layer.kind === 'model' ? 'model' : 'reader',
    author: layer.author,
    own: layer.own,
    accepted,
    regions: map.regions.map(({ box, ...region }, n) => {
      const said = standing[n]
      return {
        ...region,
        box: [...box],
        lines: lines[n] ?? [],
        verdict: said
          ? {
              says: said.says,
              reason: reviewReasons.find((reason) => reason === said.reason) ?? null,
              reviewer: said.reviewer,
              at: said.at,
            }
          : null,
      }
    }),
  }
}

/** The mask of a frame that is to be reviewed; undefined where there is none. Fails FILE_DAMAGED. */
export async function reviewedOf(call: Call, frame: number): Promise<Reviewed | undefined> {
  const found = await chosen(call, frame)
  if (!found) return undefined
  return { frame, ...found, ...(await regionsOfLayer(call.study, found.layer.id)) }
}

async function chosen(
  call: Call,
  frame: number,
): Promise<{ layer: LayerSummary; accepted: Accepted } | undefined> {
  const layers = await LabelService.list(call, frame)
  const submitted = await submittedOf(call.study, frame, layers)
  const last = await lastVerdict(call.study.store.db, frame)
  const named = layers.find(({ id }) => id === last?.layer_id)
  if (last && named && (last.says === 'accepted' || last.says === 'settled')) {
    const isSo = named.isLabel && named.revision === last.revision
    if (isSo) return { layer: named, accepted: { reviewer: last.reviewer, at: last.at } }
  }
  // A review that has begun goes on with its mask; a reader who is through goes before what a model sees.
  const isUnderWay = last?.says === 'begun' || last?.says === 'reopened'
  if (named && isUnderWay && (named.kind === 'reader' || submitted.length === 0))
    return { layer: named, accepted: null }
  const [first] = submitted.toSorted(
    (a, b) => Number(a.own) - Number(b.own) || Number(b.isLabel) - Number(a.isLabel),
  )
  const layer = first ?? layers.find(({ inUse }) => inUse)
  return layer && { layer, accepted: null }
}

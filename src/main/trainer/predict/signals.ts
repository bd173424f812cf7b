import type { FrameSignals } from '../../../shared/domain/frameSignals.ts'
import { type Mask, resizeNearest } from '../../../shared/domain/mask.ts'
import { meanOf } from '../../../shared/domain/overlap.ts'
import { type LowMap, similarityAtBoundaries } from '../losses/contrast/boundarySimilarity.ts'
import type { ClassShares } from './ClassShares.ts'
import { differenceOf, doubtIn } from './doubt.ts'
import { embeddingOf } from './embedding.ts'
import { tornIn } from './torn.ts'

/** Pixels of a boundary that stand for all: their mean is all that is kept. */
const STAND_FOR_ALL = 300

/** A frame as a net sees it. */
export interface Seen {
  readonly shares: ClassShares
  /** What is classified: every method trains it, where a projector is trained by one alone. */
  readonly fused: LowMap
  readonly mask: Mask
  /** The same of the round's other net; undefined where there is none at hand. */
  readonly second: ClassShares | undefined
}

/** What that says of how much the frame's label would teach; boundaries in a picture of `width × height` px. */
export function signalsOf(
  { shares, fused, mask, second }: Seen,
  width: number,
  height: number,
): FrameSignals {
  const label = resizeNearest(mask, width, height).data
  const alike = similarityAtBoundaries(fused, label, width, height, STAND_FOR_ALL)
  return {
    ...doubtIn(shares),
    torn: tornIn(shares),
    boundary: meanOf(alike),
    netsDiffer: second ? differenceOf(shares, second) : null,
    embedding: embeddingOf(fused),
  }
}

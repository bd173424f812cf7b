import type { Mask } from '../../../shared/domain/mask.ts'
import type { BoundaryPixel, LowMap } from '../losses/contrast/boundarySimilarity.ts'
import type { ClassMeans } from './ClassMeans.ts'
import type { ClassShares } from './ClassShares.ts'

/** A frame as a net sees it. */
export interface Seen {
  readonly shares: ClassShares
  /** What is classified: every method trains it, where a projector is trained by one alone. On the grid of the shares. */
  readonly fused: LowMap
  /** In the frame's own size. */
  readonly mask: Mask
  /** The picture that was looked at, px. */
  readonly picture: { readonly width: number; readonly height: number }
  /** Pixels of the picture along predicted boundaries. */
  readonly boundary: readonly BoundaryPixel[]
  /** What each class looks like to the net: on labelled frames where its file tells it, else on this frame. */
  readonly means: ClassMeans
  /** The same frame's shares by the round's other net; undefined where there is none at hand. */
  readonly second: ClassShares | undefined
}

import type { RoundSettings } from '../../../shared/trainer/parts/round.ts'
import type { StrongViewKind } from './strongViews.ts'
import type { WeakViewKind } from './weakViews.ts'

/** A strong view that is made of the weak one: what is done to it, and how often a box of another image goes into it. */
export interface StrongView {
  readonly kind: StrongViewKind
  /** Share of the images that get a box for CutMix. */
  readonly boxProbability: number
}

/**
 * What a method wants to see of the frames at each step; plain data, which the threads that make batches are sent. All
 * views of one frame in one step come of one weak view, a random crop (METHODS §0).
 */
export interface Views {
  readonly weakCrop: RoundSettings['weakCrop']
  /** How frames are scaled, cropped and padded; `scaled` where nothing is said. */
  readonly weak?: WeakViewKind
  /** Length that longest sides are scaled around, px; each frame's own where nothing is said. */
  readonly base?: number
  /** What stands where a crop reaches beyond its frame; where nothing is said, nothing is learned there. */
  readonly padding?: {
    readonly labelled: 'ignored' | 'background'
    readonly unlabelled: 'ignored' | 'counted'
  }
  /** Of unlabelled frames; absent where the method does without them. */
  readonly unlabelled?: {
    readonly strong: readonly StrongView[]
    /** Whether the same frames come a second time, with draws of their own, to be mixed into the first. */
    readonly mix: boolean
  }
}

import type { RoundSettings } from '../../../shared/trainer/parts/round.ts'
import type { StrongViewKind } from './strongViews.ts'

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
  /** Of unlabelled frames; absent where the method does without them. */
  readonly unlabelled?: {
    readonly strong: readonly StrongView[]
    /** Whether the same frames come a second time, with draws of their own, to be mixed into the first. */
    readonly mix: boolean
  }
}

/** Numbers of an embedding. */
export const EMBEDDED = 32

/**
 * What a model's view of a frame says of how much its label would teach. Small numbers, no maps: they are kept for every
 * frame and ranked by the thousand. "May be a lesion" is where background has less than nine tenths of the probability; a
 * region of less than a hundredth of the frame counts as if it were that large, so that specks do not lead.
 */
export interface FrameSignals {
  /** Mean entropy of the class probabilities over what may be a lesion, as a share of the most there can be, 0–1. */
  readonly entropy: number
  /** How narrowly the most probable class leads there: mean of one less its lead over the second, 0–1. */
  readonly narrowness: number
  /** Where two lesion classes are nearly as probable as each other; null where there is no lesion, or only one class. */
  readonly torn: Torn | null
  /** How alike the features on both sides of a predicted boundary are: mean s^b (METHODS §2.4); null without one. */
  readonly boundary: number | null
  /** Share of what student or teacher calls a lesion that they call differently, 0–1; null where one of them is not there. */
  readonly netsDiffer: number | null
  /** The decoder's features, pooled over the frame and projected, `[32]`, of length 1. */
  readonly embedding: Float32Array
}

/** A lesion between two classes. */
export interface Torn {
  /** Share of the lesion, 0–1. */
  readonly share: number
  /** The two classes that most of it lies between, the lower first. */
  readonly between: readonly [number, number]
}

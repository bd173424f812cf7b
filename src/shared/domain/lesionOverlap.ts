import { iouOf, meanOf, type Overlap } from './overlap.ts'

/** A frame with a label, as a model was judged on it: pixels of each class in the label besides the overlap. */
export interface JudgedFrame extends Overlap {
  readonly truth: readonly number[]
}

/**
 * The one figure that models are told by: the mean IoU of the lesion classes that the labels hold, 0 to 1. Background
 * is left out, because it is large and easy. Null where the labels hold no lesion.
 */
export function lesionOverlap(frames: readonly JudgedFrame[]): number | null {
  const iou = iouOf(frames)
  return meanOf(lesionsHeld(frames).map((c) => iou[c] ?? 0))
}

/** Lesion classes that the labels of these frames hold. */
export function lesionsHeld(frames: readonly JudgedFrame[]): number[] {
  const classes = frames[0]?.truth.length ?? 0
  return Array.from({ length: classes }, (_, c) => c).filter((c) => c > 0 && pixelsOf(frames, c) > 0)
}

/** Whether a frame's label holds any lesion. */
export const holdsLesion = ({ truth }: JudgedFrame): boolean => truth.some((pixels, c) => c > 0 && pixels > 0)

/** Pixels of a class in the labels. */
export const pixelsOf = (frames: readonly JudgedFrame[], c: number): number =>
  frames.reduce((sum, { truth }) => sum + truth[c]!, 0)

import type { FrameScore } from '../../../../shared/trainer/protocol.ts'

/**
 * Scores of frames as rows of numbers that can be weighed and added up, and still give every figure of METHODS §4: per
 * class pixels in both maps, per class pixels in either, then Dice and the two surface scores, each with whether it is
 * defined.
 */
export interface FrameRows {
  readonly ids: readonly string[]
  readonly patients: readonly string[]
  readonly classes: number
  /** Numbers of a frame. */
  readonly width: number
  /** `[frames,width]` */
  readonly values: Float64Array
}

export function frameRows(frames: readonly FrameScore[]): FrameRows {
  const classes = frames[0]?.union.length ?? 0
  const rows = frames.map(({ intersection, union, dice, nsdSlab, nsdContour }) => [
    ...intersection,
    ...union,
    ...[dice, nsdSlab, nsdContour].flatMap((score) => (score === null ? [0, 0] : [score, 1])),
  ])
  return {
    ids: frames.map((f) => f.id),
    patients: frames.map((f) => f.patient),
    classes,
    width: 2 * classes + 6,
    values: Float64Array.from(rows.flat()),
  }
}

/** Sum of the rows, each as often as its weight says; all once without weights. `[width]` */
export function sumOf({ values, width, ids }: FrameRows, weights?: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(width)
  for (let i = 0, at = 0; i < ids.length; i++, at += width) {
    const weight = weights ? (weights[i] ?? 0) : 1
    if (weight === 0) continue
    for (let j = 0; j < width; j++) sum[j] = (sum[j] ?? 0) + weight * (values[at + j] ?? 0)
  }
  return sum
}

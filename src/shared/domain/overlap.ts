/** Pixels of each class in both maps, and in either. */
export interface Overlap {
  readonly intersection: readonly number[]
  readonly union: readonly number[]
}

/** IoU per class over a set of frames: overlaps are summed before they are divided; null where a class is nowhere. */
export function iouOf(frames: readonly Overlap[]): (number | null)[] {
  const classes = frames[0]?.union.length ?? 0
  return Array.from({ length: classes }, (_, c) => {
    let both = 0
    let either = 0
    for (const { intersection, union } of frames) {
      both += intersection[c]!
      either += union[c]!
    }
    return either === 0 ? null : both / either
  })
}

/** Of one value or more. */
export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/** Mean of what is defined; null where nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null)
  return known.length === 0 ? null : mean(known)
}

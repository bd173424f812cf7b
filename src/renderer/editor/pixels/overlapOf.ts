import type { MaskPatch } from '../../../shared/domain/mask.ts'

/** Pixels that are not 0. */
export function areaOf({ data }: Pick<MaskPatch, 'data'>): number {
  let area = 0
  for (const value of data) if (value !== 0) area++
  return area
}

/** Overlap of two regions of one frame, 0 to 1. */
export function overlapOf(one: MaskPatch, other: MaskPatch): number {
  let both = 0
  one.data.forEach((value, i) => {
    const x = (i % one.width) + one.x - other.x
    const y = Math.floor(i / one.width) + one.y - other.y
    const there = x >= 0 && x < other.width && y >= 0 && y < other.height
    if (value !== 0 && there && other.data[y * other.width + x] !== 0) both++
  })
  return (2 * both) / (areaOf(one) + areaOf(other))
}

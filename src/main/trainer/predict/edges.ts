import { alignedCell } from '../ops/resize.ts'
import type { MapOf } from './MapOf.ts'

/**
 * How alike the tissue on both sides of a predicted edge is: mean s^b (METHODS §2.4) of a cell's boundary pixels, 255 where
 * nothing changes across the edge, 0 away from edges.
 */
export const edges: MapOf = ({ boundary, picture, shares: { width, height } }) => {
  const [sums, counts] = [new Float64Array(width * height), new Uint32Array(width * height)]
  for (const { pixel, similarity } of boundary) {
    const y = alignedCell(Math.floor(pixel / picture.width), height, picture.height)
    const cell = y * width + alignedCell(pixel % picture.width, width, picture.width)
    sums[cell]! += similarity
    counts[cell]!++
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell]!))
}

import { alignedCell } from '../ops/resize.ts'
import type { MapOf } from './MapOf.ts'

/** Features that differ by so much within 4 px make an edge that nothing makes clearer: 60°, a cosine of one half. */
const CLEAR = Math.PI / 3

/**
 * How alike the tissue on both sides of a predicted edge is: the mean of a cell's boundary pixels, 1 where nothing changes
 * across the edge, 0 where it is clear and away from edges. By the angle whose cosine is s^b (METHODS §2.4): cosines
 * themselves crowd between 0.8 and 1, where one edge looks like another.
 */
export const edges: MapOf = ({ boundary, picture, shares: { width, height } }) => {
  const [sums, counts] = [new Float64Array(width * height), new Uint32Array(width * height)]
  for (const { pixel, similarity } of boundary) {
    const y = alignedCell(Math.floor(pixel / picture.width), height, picture.height)
    const cell = y * width + alignedCell(pixel % picture.width, width, picture.width)
    sums[cell]! += Math.max(0, 1 - Math.acos(Math.min(1, similarity)) / CLEAR)
    counts[cell]!++
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell]!))
}

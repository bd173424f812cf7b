import type { Contour } from './contours.ts'
import { type Corner, hullOf } from './hull.ts'

/** The longest distance between two corners of a closed line: over its convex hull, which holds both of them. */
export function longestDiameter(contour: Contour): number {
  const corners = Array.from(
    { length: contour.length / 2 },
    (_, i): Corner => [contour[2 * i]!, contour[2 * i + 1]!],
  )
  const hull = hullOf(corners)
  let longest = 0
  for (let a = 0; a < hull.length; a++) {
    for (let b = a + 1; b < hull.length; b++) {
      longest = Math.max(longest, Math.hypot(hull[a]![0] - hull[b]![0], hull[a]![1] - hull[b]![1]))
    }
  }
  return longest
}

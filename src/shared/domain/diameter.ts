import type { Contour } from './contours.ts'

/** The longest distance between two corners of a closed line: over its convex hull, which holds both of them. */
export function longestDiameter(contour: Contour): number {
  const hull = hullOf(contour)
  let longest = 0
  for (let a = 0; a < hull.length; a++) {
    for (let b = a + 1; b < hull.length; b++) {
      longest = Math.max(longest, Math.hypot(hull[a]![0] - hull[b]![0], hull[a]![1] - hull[b]![1]))
    }
  }
  return longest
}

type Point = readonly [number, number]

/** Monotone chain. */
function hullOf(contour: Contour): Point[] {
  const points = Array.from(
    { length: contour.length / 2 },
    (_, i): Point => [contour[2 * i]!, contour[2 * i + 1]!],
  )
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return [...chain(points), ...chain(points.reverse())]
}

function chain(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    while (kept.length >= 2 && turns(kept.at(-2)!, kept.at(-1)!, point) <= 0) kept.pop()
    kept.push(point)
  }
  return kept.slice(0, -1)
}

/** Above 0 where the way a → b → c turns left. */
const turns = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

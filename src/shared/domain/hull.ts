export type Corner = readonly [number, number]

/** The convex hull of points, counter-clockwise where y points up (Andrew's monotone chain). */
export function hullOf(points: readonly Corner[]): Corner[] {
  const ordered = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return [...chain(ordered), ...chain(ordered.reverse())]
}

function chain(points: readonly Corner[]): Corner[] {
  const kept: Corner[] = []
  for (const point of points) {
    while (kept.length >= 2 && turns(kept.at(-2)!, kept.at(-1)!, point) <= 0) kept.pop()
    kept.push(point)
  }
  return kept.slice(0, -1)
}

/** Above 0 where the way a → b → c turns left. */
const turns = (a: Corner, b: Corner, c: Corner) =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** What annotations mean, by the plainest reading of them: slow, and without a line of the app. */

export const SIDE = 24

export interface Shape {
  label: unknown
  /** Corners, x and y in turn; or … */
  points?: unknown
  /** … runs of 0 and 1 in turn, row by row over the whole frame. */
  runs?: unknown
}

/**
 * The pixels of an image's shapes, 1 where one lies; undefined where something in them can mean nothing. `mayEnd`:
 * whether runs may end before the last pixel, as CVAT's do.
 */
export function referenceMask(shapes: readonly Shape[], mayEnd: boolean): Uint8Array | undefined {
  const mask = new Uint8Array(SIDE * SIDE)
  for (const { label, points, runs } of shapes) {
    if (label !== 'lesion') return undefined
    const ok = points === undefined ? addRuns(mask, runs, mayEnd) : addPolygon(mask, points)
    if (!ok) return undefined
  }
  return mask
}

const areNumbers = (list: unknown): list is number[] =>
  Array.isArray(list) && list.every((n) => typeof n === 'number' && Number.isFinite(n))

function addPolygon(mask: Uint8Array, points: unknown): boolean {
  if (!areNumbers(points) || points.length % 2 !== 0 || points.some((n) => Math.abs(n) > 1e6)) return false
  for (let i = 0; i < mask.length; i++)
    if (isInside((i % SIDE) + 0.5, Math.floor(i / SIDE) + 0.5, points)) mask[i] = 1
  return true
}

/** Whether a ray to the left crosses the line through all corners an odd number of times. */
function isInside(x: number, y: number, points: readonly number[]): boolean {
  let inside = false
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const [xi = 0, yi = 0, xj = 0, yj = 0] = [points[i], points[i + 1], points[j], points[j + 1]]
    if (yi <= y !== yj <= y && x >= xi + ((y - yi) * (xj - xi)) / (yj - yi)) inside = !inside
  }
  return inside
}

function addRuns(mask: Uint8Array, runs: unknown, mayEnd: boolean): boolean {
  if (!areNumbers(runs) || runs.some((n) => !Number.isInteger(n) || n < 0)) return false
  const total = runs.reduce((sum, n) => sum + n, 0)
  if (total > mask.length || (total < mask.length && !mayEnd)) return false
  let at = 0
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1) mask.fill(1, at, at + run)
    at += run
  }
  return true
}

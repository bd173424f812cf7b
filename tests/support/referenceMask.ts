/** What annotations mean, by the plainest reading of them: slow, and without a line of the app. */

export const SIDE = 24

export interface Shape {
  label: unknown
  /** Corners, x and y in turn; or … */
  points?: unknown
  /** … runs of 0 and 1 in turn, row by row over the whole frame. */
  runs?: unknown
}

/** Whose reading of outlines: pycocotools' for COCO and CVAT, Pillow's for LabelMe. */
export type Reader = 'coco' | 'cvat' | 'labelme'

/**
 * The pixels of an image's shapes, 1 where one lies; what can mean nothing is left out. Undefined where no shape means
 * anything, though there are some, or where a label is unknown. CVAT's runs may end before the last pixel.
 */
export function referenceMask(shapes: readonly Shape[], reader: Reader): Uint8Array | undefined {
  const mask = new Uint8Array(SIDE * SIDE)
  if (shapes.some(({ label }) => label !== 'lesion')) return undefined
  const drawn = shapes.filter(({ points, runs }) =>
    points === undefined ? addRuns(mask, runs, reader === 'cvat') : addPolygon(mask, points, reader),
  )
  return drawn.length === 0 && shapes.length > 0 ? undefined : mask
}

const areNumbers = (list: unknown): list is number[] =>
  Array.isArray(list) && list.every((n) => typeof n === 'number' && Number.isFinite(n))

function addPolygon(mask: Uint8Array, points: unknown, reader: Reader): boolean {
  if (!areNumbers(points) || points.length % 2 !== 0 || points.length < 6) return false
  if (points.some((n) => Math.abs(n) > 1e6)) return false
  const isIn = reader === 'labelme' ? isWithinOrOn : isUnderOddLines
  for (let i = 0; i < mask.length; i++) if (isIn(i % SIDE, Math.floor(i / SIDE), points)) mask[i] = 1
  return true
}

/** From corner to corner and back to the first. */
const linesOf = (points: readonly number[]) =>
  Array.from({ length: points.length / 2 }, (_, i): [number, number, number, number] => {
    const j = (i + 1) % (points.length / 2)
    return [points[2 * i] ?? 0, points[2 * i + 1] ?? 0, points[2 * j] ?? 0, points[2 * j + 1] ?? 0]
  })

/** pycocotools: every fifth of a pixel along a line is looked at, between 5x + 2 and 5x + 3 a column's middle is passed. */
function isUnderOddLines(x: number, y: number, points: readonly number[]): boolean {
  const fifths = points.map((n) => Math.trunc(5 * n + 0.5))
  let lines = 0
  for (const line of linesOf(fifths)) {
    const [x1, , x2] = line
    if (Math.min(x1, x2) > 5 * x + 2 || Math.max(x1, x2) < 5 * x + 3) continue
    const v = stepOver(line, 5 * x + 2)
    const row = Math.ceil(Math.min(SIDE, Math.max(0, (v + 0.5) / 5 - 0.5)))
    if (row <= y) lines++
  }
  return lines % 2 === 1
}

/** The upper of the two heights between which a line passes from column `u` of fifths to the next. */
function stepOver([x1, y1, x2, y2]: [number, number, number, number], u: number): number {
  const [dx, dy] = [Math.abs(x2 - x1), Math.abs(y2 - y1)]
  const isSwapped = dx >= dy ? x1 > x2 : y1 > y2
  const [ax, ay, bx, by] = isSwapped ? [x2, y2, x1, y1] : [x1, y1, x2, y2]
  if (dx >= dy) {
    const at = (x: number) => Math.trunc(ay + ((by - ay) / dx) * (x - ax) + 0.5)
    return Math.min(at(u), at(u + 1))
  }
  const columnAt = (step: number) => Math.trunc(ax + ((bx - ax) / dy) * step + 0.5)
  // By halves: lines of a million pixels are among those that nobody would draw.
  let [before, after] = [0, dy]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (bx > ax ? columnAt(middle) > u : columnAt(middle) <= u) after = middle
    else before = middle
  }
  return ay + before
}

/** Pillow: corners are pixels; what lies just above a row, just below it or along it belongs to the shape. */
function isWithinOrOn(x: number, y: number, points: readonly number[]): boolean {
  const lines = linesOf(points.map(Math.trunc))
  const level = lines.some(
    ([x1, y1, x2, y2]) => y1 === y && y2 === y && x >= Math.min(x1, x2) && x <= Math.max(x1, x2),
  )
  return level || isInRow(x, y, lines, 'below') || isInRow(x, y, lines, 'above')
}

function isInRow(x: number, y: number, lines: ReturnType<typeof linesOf>, side: 'below' | 'above'): boolean {
  const at: number[] = []
  for (const [x1, y1, x2, y2] of lines) {
    const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)]
    if (side === 'below' ? top > y || y >= bottom : top >= y || y > bottom) continue
    const [fromX, toX] = y1 < y2 ? [x1, x2] : [x2, x1]
    at.push(fromX + (y - top) * ((toX - fromX) / (bottom - top)))
  }
  at.sort((a, b) => a - b)
  for (let i = 0; i + 1 < at.length; i += 2)
    if (x >= Math.floor((at[i] ?? 0) + 0.5) && x <= Math.ceil((at[i + 1] ?? 0) - 0.5)) return true
  return false
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

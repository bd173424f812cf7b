import type { Contour } from './contours.ts'
import type { Mask } from './mask.ts'

/** COCO's rasteriser walks a line in steps of a fifth of a pixel. */
const STEPS = 5

/**
 * Paints what lies within the lines through these corners, to the pixel as pycocotools does, which stands behind COCO's
 * and CVAT's own masks: corners are rounded to fifths of a pixel, and down the middle of each column painting begins or
 * ends at the first row whose middle lies below the line. Filling by the pixels' centres alone would differ along
 * slanted lines.
 */
export function fillCocoPolygon(mask: Mask, corners: Contour, value: number): void {
  const { width, height, data } = mask
  /** Whether painting begins or ends, in each column, before each row and after the last. */
  const turns = new Uint8Array(width * (height + 1))
  const fifths = corners.map((c) => Math.trunc(STEPS * c + 0.5))
  for (let i = 0; i < fifths.length; i += 2) {
    const j = (i + 2) % fifths.length
    crossColumns(turns, mask, [fifths[i]!, fifths[i + 1]!, fifths[j]!, fifths[j + 1]!])
  }
  for (let i = 0; i < data.length; i++) {
    if (i >= width) turns[i]! ^= turns[i - width]!
    if (turns[i] === 1) data[i] = value
  }
}

type Line = readonly [x1: number, y1: number, x2: number, y2: number]

/** Notes the row before which a line, in fifths of a pixel, passes the middle of each column. */
function crossColumns(turns: Uint8Array, { width, height }: Mask, line: Line): void {
  const [x1, , x2] = line
  const yAt = heightsOf(line)
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)]
  // The middle of column x lies between the fifths 5x + 2 and 5x + 3.
  const first = Math.max(0, Math.ceil((left - 2) / STEPS))
  const last = Math.min(width - 1, Math.floor((right - 3) / STEPS))
  for (let x = first; x <= last; x++) {
    const u = STEPS * x + 2
    const y = (Math.min(...yAt(u)) + 0.5) / STEPS - 0.5
    turns[Math.ceil(Math.min(height, Math.max(0, y))) * width + x]! ^= 1
  }
}

/** The heights of the two points between which a line steps from the fifth `u` to the next. */
function heightsOf([x1, y1, x2, y2]: Line): (u: number) => readonly [number, number] {
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)]
  if (width >= height) {
    const [x, y, slope] = x1 < x2 ? [x1, y1, (y2 - y1) / width] : [x2, y2, (y1 - y2) / width]
    const at = (u: number) => Math.trunc(y + slope * (u - x) + 0.5)
    return (u) => [at(u), at(u + 1)]
  }
  // A steep line has several points in each fifth of a column: the lower end of those in `u`, the upper of those in `u + 1`.
  const [x, y, slope] = y1 < y2 ? [x1, y1, (x2 - x1) / height] : [x2, y2, (x1 - x2) / height]
  const at = (step: number) => Math.trunc(x + slope * step + 0.5)
  return (u) => {
    let step = Math.min(height, Math.max(0, Math.round((u + 0.5 - x) / slope)))
    // Rounding may be off by a step to either side.
    while (step > 0 && isPast(at(step), u, slope)) step--
    while (step < height && !isPast(at(step + 1), u, slope)) step++
    return [y + step, y + step + 1]
  }
}

const isPast = (x: number, u: number, slope: number) => (slope > 0 ? x > u : x <= u)

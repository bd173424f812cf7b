import type { Contour } from './contours.ts'
import type { Mask } from './mask.ts'

/**
 * Paints what lies within and on the lines through these corners, as labelme (by Pillow) and programs for YOLO (by
 * OpenCV) do: a corner stands for the pixel that it lies in, and lines from pixel to pixel belong to the shape. So a row
 * is what lies just above it and what lies just below, and the level lines along it.
 */
export function fillClosedPolygon(mask: Mask, corners: Contour, value: number): void {
  const lines = linesOf(corners.map(Math.trunc))
  for (const [x1, y, x2] of lines.filter(([, y1, , y2]) => y1 === y2)) paintRow(mask, y, [x1, x2], value)
  const slanted = lines.filter(([, y1, , y2]) => y1 < y2).sort((a, b) => a[1] - b[1])
  let near: Line[] = []
  let next = 0
  for (let y = 0; y < mask.height; y++) {
    near = near.filter(([, , , bottom]) => bottom >= y)
    for (; next < slanted.length && slanted[next]![1] <= y; next++)
      if (slanted[next]![3] >= y) near.push(slanted[next]!)
    const [below, above] = [near.filter(([, , , end]) => y < end), near.filter(([, begin]) => begin < y)]
    for (const side of [below, above]) {
      const at = side.map(([x1, y1, x2, y2]) => x1 + (y - y1) * ((x2 - x1) / (y2 - y1)))
      at.sort((a, b) => a - b)
      for (let i = 0; i + 1 < at.length; i += 2)
        paintRow(mask, y, [Math.floor(at[i]! + 0.5), Math.ceil(at[i + 1]! - 0.5)], value)
    }
  }
}

/** From the upper end to the lower; a level one from left to right. */
type Line = readonly [x1: number, y1: number, x2: number, y2: number]

function linesOf(corners: readonly number[]): Line[] {
  const lines: Line[] = []
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length
    const [x1, y1, x2, y2] = [corners[i]!, corners[i + 1]!, corners[j]!, corners[j + 1]!]
    lines.push(y1 < y2 || (y1 === y2 && x1 <= x2) ? [x1, y1, x2, y2] : [x2, y2, x1, y1])
  }
  return lines
}

function paintRow(
  { width, height, data }: Mask,
  y: number,
  [from, to]: readonly [number, number],
  value: number,
) {
  if (y < 0 || y >= height || to < 0) return
  const [first, last] = [Math.max(0, from), Math.min(width - 1, to)]
  if (last >= first) data.fill(value, y * width + first, y * width + last + 1)
}

/**
 * Paints the lines between these corners, which are whole, a pixel for each step along the longer side: OpenCV adds them to
 * what it fills, so that flat lines reach further than their rows' middles do.
 */
export function drawLines({ width, height, data }: Mask, corners: Contour, value: number): void {
  for (const [x1, y1, x2, y2] of linesOf(corners)) {
    const steps = Math.max(Math.abs(x2 - x1), y2 - y1)
    for (let step = 0; step <= steps; step++) {
      const share = steps === 0 ? 0 : step / steps
      const [x, y] = [Math.ceil(x1 + (x2 - x1) * share - 0.5), Math.ceil(y1 + (y2 - y1) * share - 0.5)]
      if (x >= 0 && x < width && y >= 0 && y < height) data[y * width + x] = value
    }
  }
}

/**
 * The line through the middles of a part's outermost pixels, from its outline along their edges: filled together with
 * its own pixels it gives the part again, except where one meets itself at a corner.
 */
export function pixelLineOf(outline: Contour): number[] {
  const line: number[] = []
  for (let i = 0; i < outline.length; i += 2) {
    const [before, after] = [(i + outline.length - 2) % outline.length, (i + 2) % outline.length]
    const [x, y] = [outline[i]!, outline[i + 1]!]
    // Of the two edges at a corner one is upright and one level; the pixels lie to the right of either.
    const [toX, toY] = [x - outline[before]!, y - outline[before + 1]!]
    const [onX, onY] = [outline[after]! - x, outline[after + 1]! - y]
    line.push(toY > 0 || onY > 0 ? x - 1 : x, toX < 0 || onX < 0 ? y - 1 : y)
  }
  return line
}

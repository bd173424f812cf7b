import type { Mask } from './mask.ts'

/** A closed line along pixel edges, as x, y pairs of its corners; the pixels lie to its right. */
export type Contour = readonly number[]

/** One connected part of a class: its outer line and those of its holes. */
export interface Region {
  readonly outer: Contour
  readonly holes: readonly Contour[]
  /** Number of the part in `partsOf`'s map. */
  readonly part: number
}

/** The 4-connected parts of the pixels of `value`: a number per pixel, 0 outside, and how many there are. */
export function partsOf({ width, height, data }: Mask, value: number): { labels: Int32Array; count: number } {
  const labels = new Int32Array(width * height)
  const stack: number[] = []
  let count = 0
  for (let start = 0; start < data.length; start++) {
    if (data[start] !== value || labels[start] !== 0) continue
    labels[start] = ++count
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width
      const visit = (next: number) => {
        if (data[next] !== value || labels[next] !== 0) return
        labels[next] = count
        stack.push(next)
      }
      if (x > 0) visit(at - 1)
      if (x < width - 1) visit(at + 1)
      if (at >= width) visit(at - width)
      if (at < data.length - width) visit(at + width)
    }
  }
  return { labels, count }
}

/**
 * The outlines of a class, part by part, exact: they run along pixel edges, so filling them by pixel centres
 * gives the same pixels again. The first line of each part met row by row is its outer one.
 */
export function regionsOf(mask: Mask, value: number): Region[] {
  const { labels, count } = partsOf(mask, value)
  const lines = Array.from({ length: count }, (): number[][] => [])
  const { width } = mask
  const seen = new Uint8Array(labels.length)
  for (let at = 0; at < labels.length; at++) {
    const part = labels[at]!
    // A top edge that no line has run along begins one.
    if (part === 0 || seen[at] === 1 || (at >= width && labels[at - width] === part)) continue
    lines[part - 1]!.push(traced(labels, mask, at, seen))
  }
  return lines.map(([outer = [], ...holes], i) => ({ outer, holes, part: i + 1 }))
}

/** The same lines of a class in no order, outer ones and holes alike, without finding the parts first. */
export function outlinesOf(mask: Mask, value: number): Contour[] {
  const { data, width } = mask
  const lines: Contour[] = []
  const seen = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at++) {
    if (data[at] !== value || seen[at] === 1 || (at >= width && data[at - width] === value)) continue
    lines.push(traced(data, mask, at, seen))
  }
  return lines
}

/** Ways are right, down, left and up, in this order. */
const RIGHT = 0
const STEP_X = [1, 0, -1, 0] as const
const STEP_Y = [0, 1, 0, -1] as const

/** Follows the line whose first edge is the top of pixel `start`, with what is like it to the right; marks top edges. */
function traced(
  pixels: ArrayLike<number>,
  { width, height }: Mask,
  start: number,
  seen: Uint8Array,
): number[] {
  const part = pixels[start]!
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] === part
  const [x0, y0] = [start % width, Math.floor(start / width)]
  let [x, y, direction] = [x0, y0, RIGHT]
  const corners: number[] = []
  do {
    if (direction === RIGHT) seen[y * width + x] = 1
    x += STEP_X[direction]!
    y += STEP_Y[direction]!
    const turned = turn(direction, x, y, inside)
    if (turned !== direction) corners.push(x, y)
    direction = turned
  } while (x !== x0 || y !== y0 || direction !== RIGHT)
  return corners
}

/** The two pixels ahead of a corner, to the right and to the left of each way. */
const RIGHT_X = [0, -1, -1, 0] as const
const RIGHT_Y = [0, 0, -1, -1] as const
const LEFT_X = [0, 0, -1, -1] as const
const LEFT_Y = [-1, 0, 0, -1] as const

/** The next direction at a corner: right where the part ends ahead, left where it goes on ahead to the left. */
function turn(direction: number, x: number, y: number, inside: (x: number, y: number) => boolean): number {
  // 4-connected parts meet at a corner only by chance: the line keeps to its own pixel.
  if (!inside(x + RIGHT_X[direction]!, y + RIGHT_Y[direction]!)) return (direction + 1) % 4
  return inside(x + LEFT_X[direction]!, y + LEFT_Y[direction]!) ? (direction + 3) % 4 : direction
}

/** The corners of a contour, one by one: `[x, y]`, px. */
export const cornersOf = (contour: Contour): [number, number][] =>
  Array.from({ length: contour.length / 2 }, (_, i) => [contour[2 * i]!, contour[2 * i + 1]!])

/** Pixels that two opposite corners of a contour enclose: for annotations that need a box. `[x, y, width, height]` */
export function boxOf(contour: Contour): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < contour.length; i += 2) {
    left = Math.min(left, contour[i]!)
    right = Math.max(right, contour[i]!)
    top = Math.min(top, contour[i + 1]!)
    bottom = Math.max(bottom, contour[i + 1]!)
  }
  return [left, top, right - left, bottom - top]
}

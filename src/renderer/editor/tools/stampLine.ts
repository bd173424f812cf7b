import { type Rectangle, type Sample, spanning } from '../pixels/Rectangle.ts'
import type { ToolContext } from './Tool.ts'

/** Pen pressure at which the brush has this share of its size. */
const LIGHTEST = 0.2

/** Radius of the brush under so much pressure, px. */
export const radiusOf = (size: number, pressure: number): number =>
  Math.max(0.5, (size / 2) * (LIGHTEST + (1 - LIGHTEST) * pressure))

/**
 * Writes `value` into every pixel whose centre lies within the brush anywhere along the segment: the exact sweep of
 * a round brush whose radius goes from one end's to the other's, without gaps however fast the pointer moved.
 * `takes` says of pixels in the soft rim whether they are painted.
 */
export function stampLine(
  { mask, size, hardness }: Pick<ToolContext, 'mask' | 'size' | 'hardness'>,
  value: number,
  from: Sample,
  to: Sample,
  takes?: (pixel: number, rim: number) => boolean,
): Rectangle | undefined {
  const { data, width, height } = mask
  const sweep = new Sweep(from, radiusOf(size, from.pressure), to, radiusOf(size, to.pressure))
  const top = Math.max(0, Math.floor(sweep.top))
  const bottom = Math.min(height - 1, Math.ceil(sweep.bottom))
  const left = Math.max(0, Math.floor(sweep.left))
  const right = Math.min(width - 1, Math.ceil(sweep.right))
  const core = takes ? hardness : 1
  let [x0, y0, x1, y1] = [width, -1, -1, -1]
  let first = left
  let last = right
  for (let y = top; y <= bottom; y++) {
    // The sweep is convex: a row of it is one run, whose ends lie near those of the row before.
    if (y0 < 0 || !(sweep.holds(first, y) || sweep.holds(last, y))) {
      first = left
      last = right
    }
    while (first > left && sweep.holds(first - 1, y)) first--
    while (first <= right && !sweep.holds(first, y)) first++
    while (last < right && sweep.holds(last + 1, y)) last++
    while (last >= first && !sweep.holds(last, y)) last--
    if (first > last) continue
    const row = y * width
    if (core >= 1) data.fill(value, row + first, row + last + 1)
    else
      for (let x = first; x <= last; x++) {
        // 0 on the border of the hard core, 1 on the brush's edge.
        const rim = (1 - sweep.depth(x + 0.5, y + 0.5) - core) / (1 - core)
        if (rim <= 0 || takes?.(row + x, rim)) data[row + x] = value
      }
    if (y0 < 0) y0 = y
    y1 = y
    if (first < x0) x0 = first
    if (last > x1) x1 = last
  }
  return spanning(x0, Math.max(0, y0), x1, y1)
}

/** The area that a disc sweeps on its way, growing or shrinking evenly. */
class Sweep {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  private readonly dx: number
  private readonly dy: number
  private readonly length2: number
  private readonly from: Sample
  private readonly r0: number
  private readonly dr: number

  constructor(from: Sample, r0: number, to: Sample, r1: number) {
    this.from = from
    this.r0 = r0
    this.dr = r1 - r0
    this.dx = to.x - from.x
    this.dy = to.y - from.y
    this.length2 = this.dx * this.dx + this.dy * this.dy
    this.left = Math.min(from.x - r0, to.x - r1)
    this.right = Math.max(from.x + r0, to.x + r1)
    this.top = Math.min(from.y - r0, to.y - r1)
    this.bottom = Math.max(from.y + r0, to.y + r1)
  }

  /** Whether a pixel's centre lies inside. */
  holds(column: number, row: number): boolean {
    const px = column + 0.5 - this.from.x
    const py = row + 0.5 - this.from.y
    const along = this.nearest(px, py)
    const ax = px - along * this.dx
    const ay = py - along * this.dy
    const r = this.r0 + along * this.dr
    return ax * ax + ay * ay <= r * r
  }

  /** How deep a point lies inside, as a share of the radius there: 1 on the way itself, 0 on the edge. */
  depth(x: number, y: number): number {
    const px = x - this.from.x
    const py = y - this.from.y
    const along = this.nearest(px, py)
    const ax = px - along * this.dx
    const ay = py - along * this.dy
    const away = Math.sqrt(ax * ax + ay * ay)
    return 1 - away / (this.r0 + along * this.dr)
  }

  /** The place on the way, 0 to 1, whose disc reaches furthest over the point. */
  private nearest(px: number, py: number): number {
    const { dx, dy, dr, length2 } = this
    if (dr === 0) {
      if (length2 === 0) return 0
      const along = (px * dx + py * dy) / length2
      return along < 0 ? 0 : along > 1 ? 1 : along
    }
    // One disc holds the other, or they are the same: the larger end decides.
    if (length2 <= dr * dr) return dr > 0 ? 1 : 0
    const along = (px * dx + py * dy) / length2
    // The tangents of both discs lean by this much against the way.
    const across = Math.abs(px * dy - py * dx) / length2
    const leaning = along + (across * dr) / Math.sqrt(length2 - dr * dr)
    return leaning < 0 ? 0 : leaning > 1 ? 1 : leaning
  }
}

import { type Contour, outlinesOf } from '../../../shared/domain/contours.ts'
import { cutPatch, type Mask } from '../../../shared/domain/mask.ts'
import type { Rectangle } from '../Rectangle.ts'

/** A stretch of a class's outline, in frame pixels. */
export interface Piece {
  readonly value: number
  readonly closed: boolean
  /** Corners as x, y pairs. */
  readonly points: readonly number[]
  /** For each corner which way its area lies, as x, y pairs of -1, 0 or 1. */
  readonly inwards: readonly number[]
}

/**
 * The outlines of all classes within a rectangle and a pixel around it. They run along pixel edges and are open where
 * they leave it; the frame's own edge is no outline.
 */
export function piecesIn(mask: Mask, { x, y, width, height }: Rectangle): Piece[] {
  const left = Math.max(0, x - 1)
  const top = Math.max(0, y - 1)
  const right = Math.min(mask.width, x + width + 1)
  const bottom = Math.min(mask.height, y + height + 1)
  const values = valuesIn(mask, left, top, right, bottom)
  if (values.length < 2) return []
  const patch = cutPatch(mask, { x: left, y: top, width: right - left, height: bottom - top })
  return values
    .filter((value) => value !== 0)
    .flatMap((value) => outlinesOf(patch, value).flatMap((contour) => pieces(contour, value, patch)))
}

function valuesIn({ data, width }: Mask, left: number, top: number, right: number, bottom: number): number[] {
  const values: number[] = []
  let last = -1
  for (let row = top; row < bottom; row++) {
    const end = row * width + right
    for (let at = row * width + left; at < end; at++) {
      const value = data[at]!
      if (value === last) continue
      last = value
      if (!values.includes(value)) values.push(value)
    }
  }
  return values
}

/** A contour without the edges along the patch's border, where only the cut ends it. */
function pieces(
  contour: Contour,
  value: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Piece[] {
  const count = contour.length / 2
  const corner = (i: number): [number, number] => [contour[2 * (i % count)]!, contour[2 * (i % count) + 1]!]
  /** Whether the edge from this corner on is an outline. */
  const isDrawn = (i: number) => {
    const [[ax, ay], [bx, by]] = [corner(i), corner(i + 1)]
    return !((ax === bx && (ax === 0 || ax === width)) || (ay === by && (ay === 0 || ay === height)))
  }
  /** Which way the area lies of the edge from this corner on: to its right. */
  const inward = (i: number): [number, number] => {
    const [[ax, ay], [bx, by]] = [corner(i), corner(i + 1)]
    return [-Math.sign(by - ay), Math.sign(bx - ax)]
  }
  const cut = Array.from({ length: count }, (_, i) => i).find((i) => !isDrawn(i))
  const found: Piece[] = []
  let open: { points: number[]; inwards: number[] } | undefined
  const first = cut === undefined ? 0 : cut + 1
  for (let i = first; i < first + count; i++) {
    const drawn = isDrawn(i)
    const drawnBefore = isDrawn(i + count - 1)
    if (drawn || drawnBefore) {
      const [cx, cy] = corner(i)
      const [nx, ny] = drawn ? inward(i) : [0, 0]
      const [mx, my] = drawnBefore ? inward(i + count - 1) : [0, 0]
      open ??= { points: [], inwards: [] }
      open.points.push(x + cx, y + cy)
      open.inwards.push(nx + mx, ny + my)
    }
    if (!drawn && open) {
      found.push({ value, closed: false, ...open })
      open = undefined
    }
  }
  if (open) found.push({ value, closed: true, ...open })
  return found
}

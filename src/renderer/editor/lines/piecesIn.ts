import { type Contour, outlinesOf } from '../../../shared/domain/contours.ts'
import { cutPatch, type Mask, type MaskPatch } from '../../../shared/domain/mask.ts'
import type { Rectangle } from '../pixels/Rectangle.ts'

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
function pieces(contour: Contour, value: number, { x, y, width, height }: MaskPatch): Piece[] {
  const count = contour.length / 2
  // Of the edge from each corner on: whether it is an outline, and which way the area lies, to its right.
  const drawn: boolean[] = []
  const inwardX: number[] = []
  const inwardY: number[] = []
  for (let i = 0; i < count; i++) {
    const [ax, ay] = [contour[2 * i]!, contour[2 * i + 1]!]
    const next = i + 1 < count ? 2 * i + 2 : 0
    const [bx, by] = [contour[next]!, contour[next + 1]!]
    const alongBorder =
      (ax === bx && (ax === 0 || ax === width)) || (ay === by && (ay === 0 || ay === height))
    drawn.push(!alongBorder)
    inwardX.push(alongBorder ? 0 : Math.sign(ay - by))
    inwardY.push(alongBorder ? 0 : Math.sign(bx - ax))
  }
  const found: Piece[] = []
  let open: { points: number[]; inwards: number[] } | undefined
  const first = drawn.indexOf(false) + 1
  for (let step = 0; step < count; step++) {
    const i = (first + step) % count
    const before = i > 0 ? i - 1 : count - 1
    if (drawn[i] || drawn[before]) {
      open ??= { points: [], inwards: [] }
      open.points.push(x + contour[2 * i]!, y + contour[2 * i + 1]!)
      open.inwards.push(inwardX[i]! + inwardX[before]!, inwardY[i]! + inwardY[before]!)
    }
    if (!drawn[i] && open) {
      found.push({ value, closed: false, ...open })
      open = undefined
    }
  }
  if (open) found.push({ value, closed: true, ...open })
  return found
}

import type { Mask, MaskPatch } from '../../../shared/domain/mask.ts'
import type { Point } from '../pixels/Rectangle.ts'

/** Its edges, frame px; right and bottom beyond left and top. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A place of which is said whether it belongs to a region. */
export interface BoxClick extends Point {
  readonly adds: boolean
}

/** What a region is found by. */
export interface BoxQuestion {
  readonly box: Box
  /** In the order in which they were made. */
  readonly clicks: readonly BoxClick[]
  /** The region at hand that is to follow the edge: pixels that are not 0. Without it the box was drawn. */
  readonly snaps?: MaskPatch | undefined
  /** What the region takes the place of, where that is painted already: pixels that are not 0. */
  readonly instead?: MaskPatch | undefined
}

/** Below this overlap, as the net guesses it, a region follows no edge that anybody would see. */
export const SURE = 0.5

/** A box narrower than this, frame px, holds nothing. */
const LEAST = 2

/** The part of the frame between two corners; undefined where that is next to nothing. */
export function boxBetween(a: Point, b: Point, { width, height }: Mask): Box | undefined {
  const left = Math.max(0, Math.min(a.x, b.x))
  const top = Math.max(0, Math.min(a.y, b.y))
  const right = Math.min(width, Math.max(a.x, b.x))
  const bottom = Math.min(height, Math.max(a.y, b.y))
  return right - left < LEAST || bottom - top < LEAST ? undefined : { left, top, right, bottom }
}

/** The closed line around everything between two corners. */
export const lineBetween = (a: Point, b: Point): readonly Point[] => [
  a,
  { x: b.x, y: a.y },
  b,
  { x: a.x, y: b.y },
  a,
]

export const lineAround = ({ left, top, right, bottom }: Box): readonly Point[] =>
  lineBetween({ x: left, y: top }, { x: right, y: bottom })

import { fillPolygons } from '../../../shared/domain/polygon.ts'
import type { Point, Rectangle } from '../Rectangle.ts'
import type { ToolContext } from './Tool.ts'

/** Paints a closed line with the class in hand; undefined where it encloses nothing of the frame. */
export function paintPolygon({ mask, value }: ToolContext, corners: readonly Point[]): Rectangle | undefined {
  if (corners.length < 3) return undefined
  const xs = corners.map((p) => p.x)
  const ys = corners.map((p) => p.y)
  const left = Math.max(0, Math.floor(Math.min(...xs)))
  const top = Math.max(0, Math.floor(Math.min(...ys)))
  const right = Math.min(mask.width, Math.ceil(Math.max(...xs)))
  const bottom = Math.min(mask.height, Math.ceil(Math.max(...ys)))
  if (right <= left || bottom <= top) return undefined
  const line = corners.flatMap(({ x, y }) => [x, y])
  fillPolygons({ width: mask.width, height: mask.height, data: mask.data }, [line], value)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

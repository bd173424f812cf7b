import { partsOf } from '../../../shared/domain/contours.ts'
import { emptyMask } from '../../../shared/domain/mask.ts'
import { fillPolygons } from '../../../shared/domain/polygon.ts'
import { speckSize, withoutSpecks } from '../../../shared/domain/specks.ts'
import type { Point, Rectangle } from '../pixels/Rectangle.ts'
import type { ToolContext } from './Tool.ts'

/**
 * Paints a closed line with the class in hand; undefined where it encloses nothing of the frame. A line that crosses
 * itself leaves no specks where it does; what is drawn that small on purpose stays.
 */
export function paintPolygon({ mask, value }: ToolContext, corners: readonly Point[]): Rectangle | undefined {
  if (corners.length < 3) return undefined
  const xs = corners.map((p) => p.x)
  const ys = corners.map((p) => p.y)
  const left = Math.max(0, Math.floor(Math.min(...xs)))
  const top = Math.max(0, Math.floor(Math.min(...ys)))
  const right = Math.min(mask.width, Math.ceil(Math.max(...xs)))
  const bottom = Math.min(mask.height, Math.ceil(Math.max(...ys)))
  if (right <= left || bottom <= top) return undefined
  const box = { x: left, y: top, width: right - left, height: bottom - top }
  const inside = filled(box, corners, speckSize(mask.width, mask.height))
  for (let row = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++)
      if (inside[row * box.width + column] === 1) mask.data[(top + row) * mask.width + left + column] = value
  return box
}

/** Which pixels of a box a closed line encloses, `[height,width]`, 1 or 0, without specks beside something larger. */
function filled(
  { x: left, y: top, width, height }: Rectangle,
  corners: readonly Point[],
  smallest: number,
): Uint8Array {
  const drawn = emptyMask(width, height)
  fillPolygons(drawn, [corners.flatMap(({ x, y }) => [x - left, y - top])], 1)
  if (partsOf(drawn, 1).count < 2) return drawn.data
  const { data } = withoutSpecks(drawn, smallest)
  return data.includes(1) ? data : drawn.data
}

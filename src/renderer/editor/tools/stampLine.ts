import { around, type Point, type Rectangle } from '../Rectangle.ts'
import type { ToolContext } from './Tool.ts'

/**
 * Writes `value` into every pixel whose centre lies within the radius of the segment: the exact sweep of a round
 * brush, without gaps however fast the pointer moved.
 */
export function stampLine(
  { mask, size }: ToolContext,
  value: number,
  from: Point,
  to: Point,
): Rectangle | undefined {
  const radius = Math.max(0.5, size / 2)
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius))
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius))
  const right = Math.min(mask.width - 1, Math.ceil(Math.max(from.x, to.x) + radius))
  const bottom = Math.min(mask.height - 1, Math.ceil(Math.max(from.y, to.y) + radius))
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length2 = dx * dx + dy * dy
  let changed: Rectangle | undefined
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const px = x + 0.5 - from.x
      const py = y + 0.5 - from.y
      const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2))
      const away2 = (px - along * dx) ** 2 + (py - along * dy) ** 2
      const at = y * mask.width + x
      if (away2 > radius * radius || mask.data[at] === value) continue
      mask.data[at] = value
      changed = around(changed, { x, y, width: 1, height: 1 })
    }
  }
  return changed
}

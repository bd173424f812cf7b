import type { Mask } from '../../../../shared/domain/mask.ts'

/**
 * Paints a circle with its line, as labelme (by Pillow) does: between the pixels that its box's corners lie in, a pixel
 * belongs to it where it lies less than half a pixel beyond the line, along its row or along its column.
 */
export function paintClosedCircle(
  { width, height, data }: Mask,
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number },
  value: number,
): void {
  const [left, right] = [Math.trunc(x - radius), Math.trunc(x + radius)]
  const [top, bottom] = [Math.trunc(y - radius), Math.trunc(y + radius)]
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2]
  const [radiusX, radiusY] = [(right - left) / 2, (bottom - top) / 2]
  for (let row = Math.max(0, top); row <= Math.min(height - 1, bottom); row++) {
    const dy = Math.abs(row - middleY)
    const reachX = reach(radiusX, dy, radiusY)
    for (let column = Math.max(0, left); column <= Math.min(width - 1, right); column++) {
      const dx = Math.abs(column - middleX)
      if (dx < reachX + 0.5 || dy < reach(radiusY, dx, radiusX) + 0.5) data[row * width + column] = value
    }
  }
}

/** How far an ellipse reaches along one axis, at this distance from its middle along the other. */
const reach = (along: number, distance: number, across: number) =>
  across === 0 ? along : along * Math.sqrt(Math.max(0, 1 - (distance / across) ** 2))

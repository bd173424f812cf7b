import type { Point, Rectangle } from './pixels/Rectangle.ts'
import { toFrame, toScreen, type Viewport } from './Viewport.ts'

/** Whole device pixels around a rectangle of the frame and `reach` frame px more, however it is turned. */
export function boxOnScreen(
  view: Viewport,
  { x, y, width, height }: Rectangle,
  reach: number,
  ratio: number,
): Rectangle {
  const wider = { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }
  const corners = cornersOf(wider).map((corner) => toScreen(view, corner))
  return wholeBox(
    corners.map((corner) => ({ x: corner.x * ratio, y: corner.y * ratio })),
    1,
  )
}

/** Whole frame pixels around a box of device pixels, and some more. */
export function boxOnFrame(view: Viewport, box: Rectangle, ratio: number): Rectangle {
  const corners = cornersOf(box).map(({ x, y }) => toFrame(view, { x: x / ratio, y: y / ratio }))
  return wholeBox(corners, 2 + Math.ceil(2 / view.scale))
}

const cornersOf = ({ x, y, width, height }: Rectangle): readonly Point[] => [
  { x, y },
  { x: x + width, y },
  { x, y: y + height },
  { x: x + width, y: y + height },
]

/** The box of whole pixels around all of these, and `more` on each side. */
function wholeBox(points: readonly Point[], more: number): Rectangle {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const left = Math.floor(Math.min(...xs)) - more
  const top = Math.floor(Math.min(...ys)) - more
  return {
    x: left,
    y: top,
    width: Math.ceil(Math.max(...xs)) + more - left,
    height: Math.ceil(Math.max(...ys)) + more - top,
  }
}

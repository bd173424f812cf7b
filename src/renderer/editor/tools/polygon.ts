import type { Point } from '../Rectangle.ts'
import { paintPolygon } from './paintPolygon.ts'
import type { ToolKind } from './Tool.ts'

/** A click this near to the first corner closes the polygon, in screen pixels. */
const CLOSE = 8

/** Corner by corner; the first corner again, a double click or Enter closes it, Backspace takes a corner back. */
export const polygon: ToolKind = {
  id: 'polygon',
  key: 'p',
  sized: false,
  create() {
    let corners: Point[] = []
    let pointer: Point | undefined
    const tool = {
      get open() {
        return corners.length > 0
      },
      down(context: Parameters<typeof paintPolygon>[0], at: Point) {
        const [first] = corners
        if (first && corners.length > 2 && Math.hypot(at.x - first.x, at.y - first.y) * context.scale < CLOSE)
          return tool.finish(context)
        const last = corners.at(-1)
        // The second click of a double click lies where the first did.
        if (last && last.x === at.x && last.y === at.y) return tool.finish(context)
        corners.push(at)
        return undefined
      },
      move(_: unknown, __: Point, to: Point) {
        pointer = to
        return undefined
      },
      finish(context: Parameters<typeof paintPolygon>[0]) {
        const drawn = corners
        corners = []
        pointer = undefined
        return paintPolygon(context, drawn)
      },
      cancel(step: boolean) {
        corners = step ? corners.slice(0, -1) : []
      },
      outline: () => (pointer && corners.length > 0 ? [...corners, pointer] : corners),
    }
    return tool
  },
}

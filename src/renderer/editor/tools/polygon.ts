import type { Point } from '../Rectangle.ts'
import { paintPolygon } from './paintPolygon.ts'
import type { ToolContext, ToolKind } from './Tool.ts'

/** A click this near to the first corner closes the line, in screen pixels. */
const CLOSE = 8

/** Whether a corner at `at` closes a line of these corners: it is the first again, or the last a second time. */
export function closes(corners: readonly Point[], at: Point, { scale }: ToolContext): boolean {
  const [first] = corners
  const last = corners.at(-1)
  if (first && corners.length > 2 && Math.hypot(at.x - first.x, at.y - first.y) * scale < CLOSE) return true
  // The second click of a double click lies where the first did.
  return last !== undefined && last.x === at.x && last.y === at.y
}

/** Corner by corner; the first corner again, a double click or Enter closes it, Backspace takes a corner back. */
export const polygon: ToolKind = {
  id: 'polygon',
  key: 'p',
  sized: false,
  paints: true,
  create() {
    let corners: Point[] = []
    let pointer: Point | undefined
    const finish = (context: ToolContext) => {
      const drawn = corners
      corners = []
      pointer = undefined
      return paintPolygon(context, drawn)
    }
    return {
      get open() {
        return corners.length > 0
      },
      down(context, at) {
        if (closes(corners, at, context)) return finish(context)
        corners.push(at)
        return undefined
      },
      move: () => undefined,
      hover(_, at) {
        pointer = at
      },
      finish,
      cancel(step) {
        corners = step ? corners.slice(0, -1) : []
      },
      outline: () => [pointer && corners.length > 0 ? [...corners, pointer] : corners],
    }
  },
}

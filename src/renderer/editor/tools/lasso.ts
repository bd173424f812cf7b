import type { Point } from '../Rectangle.ts'
import { paintPolygon } from './paintPolygon.ts'
import type { ToolKind } from './Tool.ts'

/** Draws round a region with the pointer down; it is painted when the pointer goes up. */
export const lasso: ToolKind = {
  id: 'lasso',
  key: 'l',
  sized: false,
  paints: true,
  create() {
    let line: Point[] = []
    return {
      down(_, at) {
        line = [at]
        return undefined
      },
      move(_, __, to) {
        line.push(to)
        return undefined
      },
      up(context) {
        const drawn = line
        line = []
        return paintPolygon(context, drawn)
      },
      cancel() {
        line = []
      },
      outline: () => [line],
    }
  },
}

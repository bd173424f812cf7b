import type { Sample } from '../Rectangle.ts'
import type { ToolKind } from './Tool.ts'

/** Measures from where it is put down to where it is let go; paints nothing. The line stays until the next. */
export const ruler: ToolKind = {
  id: 'ruler',
  key: 'j',
  sized: false,
  paints: false,
  create() {
    let ends: readonly Sample[] = []
    return {
      down(_, at) {
        ends = [at]
        return undefined
      },
      move(_, __, to) {
        ends = [...ends.slice(0, 1), to]
        return undefined
      },
      cancel() {
        ends = []
      },
      outline: () => (ends.length === 2 ? [ends] : []),
      measured() {
        const [from, to] = ends
        return from && to ? Math.hypot(to.x - from.x, to.y - from.y) : undefined
      },
    }
  },
}

import { around, type Rectangle, type Sample } from '../Rectangle.ts'
import { floodFill } from './floodFill.ts'
import { pixelAt } from './pixelAt.ts'
import type { Tool, ToolContext } from './Tool.ts'

/** How a region is grown: which pixels belong to it, from a seed, at a reach that dragging changes. */
export interface Growth {
  /** The reach to begin with. */
  readonly first: number
  /** What each screen pixel of dragging right or down adds. */
  readonly perPixel: number
  belongs(context: ToolContext, seed: number, reach: number): ((pixel: number) => boolean) | undefined
  /** What the region is painted with. */
  value(context: ToolContext, seed: number): number
}

/** A tool that takes a connected region from where it is put down; dragging on takes more, dragging back less. */
export function regionTool({ first, perPixel, belongs, value }: Growth): Tool {
  let start: Sample | undefined
  let grown: Rectangle | undefined
  const grow = (context: ToolContext, reach: number): Rectangle | undefined => {
    const seed = start && pixelAt(context.mask, start)
    const inside = seed === undefined ? undefined : belongs(context, seed, reach)
    if (seed === undefined || !inside) return undefined
    // What was grown before is taken back first: a smaller reach gives ground again.
    const last = grown
    if (last) takeBack(context, last)
    grown = floodFill(context.mask, seed, inside, value(context, seed))
    return last && grown ? around(last, grown) : (grown ?? last)
  }
  const end = () => {
    start = undefined
    grown = undefined
    return undefined
  }
  return {
    down(context, at) {
      start = at
      grown = undefined
      return grow(context, first)
    },
    move(context, _, to) {
      if (!start) return undefined
      const drag = (to.x - start.x + to.y - start.y) * context.scale
      return grow(context, first + perPixel * drag)
    },
    up: end,
    cancel: end,
  }
}

function takeBack({ mask, settled }: ToolContext, { x, y, width, height }: Rectangle): void {
  for (let row = y; row < y + height; row++) {
    const from = row * mask.width + x
    mask.data.set(settled.subarray(from, from + width), from)
  }
}

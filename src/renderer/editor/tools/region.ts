import { assertNever } from '../../../shared/domain/assertNever.ts'
import { around, copyPixels, type Rectangle, type Sample } from '../pixels/Rectangle.ts'
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

type State =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'growing'
      readonly start: Sample
      readonly seed: number
      /** What has been painted of it; undefined while nothing belongs. */
      readonly grown: Rectangle | undefined
    }

const IDLE: State = { kind: 'idle' }

/** A tool that takes a connected region from where it is put down; dragging on takes more, dragging back less. */
export function regionTool({ first, perPixel, belongs, value }: Growth): Tool {
  let state = IDLE
  const grow = (context: ToolContext, reach: number): Rectangle | undefined => {
    if (state.kind === 'idle') return undefined
    const { seed, grown: last } = state
    const inside = belongs(context, seed, reach)
    if (!inside) return undefined
    // What was grown before is taken back first: a smaller reach gives ground again.
    if (last) copyPixels(context.settled, context.mask.data, context.mask.width, last)
    const grown = floodFill(context.mask, seed, inside, value(context, seed))
    state = { ...state, grown }
    return last && grown ? around(last, grown) : (grown ?? last)
  }
  const end = () => {
    state = IDLE
    return undefined
  }
  return {
    get state() {
      return state.kind
    },
    down(context, at) {
      const seed = pixelAt(context.mask, at)
      state = seed === undefined ? IDLE : { kind: 'growing', start: at, seed, grown: undefined }
      return grow(context, first)
    },
    move(context, _, to) {
      switch (state.kind) {
        case 'idle':
          return undefined
        case 'growing': {
          const { start } = state
          const drag = (to.x - start.x + to.y - start.y) * context.scale
          return grow(context, first + perPixel * drag)
        }
        default:
          return assertNever(state)
      }
    },
    up: end,
    cancel: end,
  }
}

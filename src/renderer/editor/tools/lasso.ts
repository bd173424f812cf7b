import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { Point } from '../pixels/Rectangle.ts'
import { paintPolygon } from './paintPolygon.ts'
import type { Tool, ToolKind } from './Tool.ts'

type State =
  | { readonly kind: 'idle' }
  /** The line grows in place: a long one has thousands of points. */
  | { readonly kind: 'drawing'; readonly line: Point[] }

const IDLE: State = { kind: 'idle' }

/** Draws round a region with the pointer down; it is painted when the pointer goes up. */
export const lasso = {
  id: 'lasso',
  key: 'l',
  sized: false,
  does: 'paints',
  create: createLasso,
} as const satisfies ToolKind

function createLasso(): Tool {
  let state = IDLE
  return {
    get state() {
      return state.kind
    },
    down(_, at) {
      state = { kind: 'drawing', line: [at] }
      return undefined
    },
    move(_, __, to) {
      // Taken into hand while the pointer was down already, it draws from there.
      if (state.kind === 'idle') state = { kind: 'drawing', line: [to] }
      else state.line.push(to)
      return undefined
    },
    up(context) {
      const drawn = state
      state = IDLE
      switch (drawn.kind) {
        case 'idle':
          return undefined
        case 'drawing':
          return paintPolygon(context, drawn.line)
        default:
          return assertNever(drawn)
      }
    },
    cancel() {
      state = IDLE
    },
    outline: () => (state.kind === 'drawing' ? [state.line] : []),
  }
}

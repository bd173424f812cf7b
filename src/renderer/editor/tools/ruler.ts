import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { Point } from '../pixels/Rectangle.ts'
import type { Tool, ToolKind } from './Tool.ts'

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'put'; readonly from: Point }
  | { readonly kind: 'drawn'; readonly from: Point; readonly to: Point }

const IDLE: State = { kind: 'idle' }

/** Measures from where it is put down to where it is let go; paints nothing. The line stays until the next. */
export const ruler = {
  id: 'ruler',
  key: 'j',
  sized: false,
  does: 'looks',
  create: createRuler,
} as const satisfies ToolKind

function createRuler(): Tool {
  let state = IDLE
  return {
    get state() {
      return state.kind
    },
    down(_, at) {
      state = { kind: 'put', from: at }
      return undefined
    },
    move(_, __, to) {
      state = drawnOn(state, to)
      return undefined
    },
    cancel() {
      state = IDLE
    },
    outline: () => (state.kind === 'drawn' ? [[state.from, state.to]] : []),
    measured: () =>
      state.kind === 'drawn' ? Math.hypot(state.to.x - state.from.x, state.to.y - state.from.y) : undefined,
  }
}

function drawnOn(state: State, to: Point): State {
  switch (state.kind) {
    case 'idle':
      // Taken into hand while the pointer was down already, it is put down there.
      return { kind: 'put', from: to }
    case 'put':
    case 'drawn':
      return { kind: 'drawn', from: state.from, to }
    default:
      return assertNever(state)
  }
}

import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { Point } from '../pixels/Rectangle.ts'
import { paintPolygon } from './paintPolygon.ts'
import type { Line, Tool, ToolContext } from './Tool.ts'

/** A click this near to the first corner closes the line, in screen pixels. */
const CLOSE = 8

/** Leads the line on from a corner: what is drawn after it on the way to a place, that place included. */
export type Way = (context: ToolContext, to: Point) => Line

/** The way as the crow flies. */
export const straight: Way = (_, to) => [to]

/** How a tool traces. */
export interface Tracing {
  /** The way on from a corner that was just set. */
  from(context: ToolContext, corner: Point): Way
  /** What stays of the line to the pointer when it begins at another corner than before, until the pointer moves. */
  kept(live: Line): Line
}

/** A corner, and the line to it from the corner before. */
interface Leg {
  readonly corner: Point
  readonly line: Line
}

type State =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'tracing'
      readonly first: Point
      readonly legs: readonly Leg[]
      /** Leads on from the last corner. */
      readonly way: Way
      /** From the last corner to the pointer. */
      readonly live: Line
    }
type Traced = Extract<State, { kind: 'tracing' }>

const IDLE: State = { kind: 'idle' }

/**
 * A tool whose line is set corner by corner. The first corner again, a double click or Enter closes the line and paints
 * what it encloses; Backspace takes a corner back, Esc all of them.
 */
export function tracingTool({ from, kept }: Tracing): Tool {
  let state = IDLE
  const finish = (context: ToolContext) => {
    const traced = state
    state = IDLE
    switch (traced.kind) {
      case 'idle':
        return undefined
      case 'tracing':
        return paintPolygon(context, closed(context, traced))
      default:
        return assertNever(traced)
    }
  }
  return {
    get state() {
      return state.kind
    },
    get open() {
      return state.kind !== 'idle'
    },
    down(context, at) {
      switch (state.kind) {
        case 'idle':
          state = { kind: 'tracing', first: at, legs: [], way: from(context, at), live: [] }
          return undefined
        case 'tracing': {
          if (closes(state, at, context.scale)) return finish(context)
          const leg = { corner: at, line: state.way(context, at) }
          const live = kept(state.live)
          state = { ...state, legs: [...state.legs, leg], way: from(context, at), live }
          return undefined
        }
        default:
          return assertNever(state)
      }
    },
    move: () => undefined,
    hover(context, at) {
      if (state.kind === 'tracing') state = { ...state, live: state.way(context, at) }
    },
    finish,
    cancel(step) {
      state = step ? withoutLast(state, kept) : IDLE
    },
    outline() {
      switch (state.kind) {
        case 'idle':
          return []
        case 'tracing':
          return [[...lineOf(state), ...state.live]]
        default:
          return assertNever(state)
      }
    },
  }
}

/** Whether a corner at `at` closes the line: it is the first again, or the last a second time. */
function closes({ first, legs }: Traced, at: Point, scale: number): boolean {
  if (legs.length > 1 && Math.hypot(at.x - first.x, at.y - first.y) * scale < CLOSE) return true
  // The second click of a double click lies where the first did.
  const last = legs.at(-1)?.corner ?? first
  return last.x === at.x && last.y === at.y
}

/** From the last corner back to the first; two corners enclose nothing. */
const closed = (context: ToolContext, traced: Traced): Line =>
  traced.legs.length > 1 ? [...lineOf(traced), ...traced.way(context, traced.first)] : []

function withoutLast(state: State, kept: Tracing['kept']): State {
  if (state.kind === 'idle' || state.legs.length === 0) return IDLE
  // What was found from the corner before is no longer known.
  return { ...state, legs: state.legs.slice(0, -1), way: straight, live: kept(state.live) }
}

const lineOf = ({ first, legs }: Traced): Line => [first, ...legs.flatMap(({ line }) => line)]

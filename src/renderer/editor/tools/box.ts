import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { MaskPatch } from '../../../shared/domain/mask.ts'
import type { Point, Rectangle, Sample } from '../pixels/Rectangle.ts'
import { type BoxQuestion, boxBetween, lineAround, lineBetween } from './boxQuestion.ts'
import { paintRegion } from './paintRegion.ts'
import type { Line, Tool, ToolContext, ToolKind } from './Tool.ts'

/** A shorter way of the pointer is a click, screen px. */
const CLICK = 5

/**
 * Drag a box round a lesion: the region in it is proposed, and painted once it is taken (Enter, or a stroke with another
 * tool). Until then Shift and a click add to it, Alt and a click take away; with Shift the next box takes it, without
 * it the next box stands in its place. Two clicks are the corners of a box too.
 */
export const box = {
  id: 'box',
  key: 'o',
  sized: false,
  does: 'paints',
  create: createBox,
} as const satisfies ToolKind

type Base =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'standing'
      readonly question: BoxQuestion
      readonly region: MaskPatch
      /** As it was before the last click. */
      readonly earlier: Standing | undefined
    }
type Standing = Extract<Base, { kind: 'standing' }>

/** `base`: what is there meanwhile, and is gone back to. */
type State =
  | Base
  | { readonly kind: 'cornered'; readonly first: Point; readonly to: Point; readonly base: Base }
  | {
      readonly kind: 'drawing'
      readonly first: Point
      /** Where the pointer went down: at the first corner, or at the second. */
      readonly put: Sample
      readonly to: Point
      readonly base: Base
      /** What was being found when the pointer went down. */
      readonly asked: BoxQuestion | undefined
    }
  | {
      readonly kind: 'asking'
      readonly question: BoxQuestion
      readonly stopping: AbortController
      readonly base: Base
    }
type Drawing = Extract<State, { kind: 'drawing' }>

const IDLE: Base = { kind: 'idle' }

function createBox(): Tool {
  let state: State = IDLE

  const ask = (context: ToolContext, question: BoxQuestion, base: Base) => {
    if (state.kind === 'asking') state.stopping.abort()
    const asking: State = { kind: 'asking', question, stopping: new AbortController(), base }
    state = asking
    void context.propose(question, asking.stopping.signal).then((region) => {
      // Another box, another frame or another tool since: nobody waits for it any more.
      if (state !== asking) return
      state = region ? { kind: 'standing', question, region, earlier: before(question, base) } : base
      context.redraw()
    })
  }

  const put = (at: Sample) => {
    if (state.kind === 'asking') state.stopping.abort()
    const base = baseOf(state)
    const first = state.kind === 'cornered' ? state.first : at
    const asked = state.kind === 'asking' ? state.question : undefined
    state = { kind: 'drawing', first, put: at, to: at, base, asked }
  }

  const drawn = (
    context: ToolContext,
    { first, put: { held }, to, base }: Drawing,
  ): Rectangle | undefined => {
    const found = boxBetween(first, to, context.mask)
    const taken = found && held === 'shift' && base.kind === 'standing' ? painted(context, base) : undefined
    if (found) ask(context, { box: found, clicks: [] }, taken ? IDLE : base)
    else state = base
    return taken
  }

  const clicked = (context: ToolContext, { put: { x, y, held }, base, asked }: Drawing) => {
    const question = asked ?? (base.kind === 'standing' ? base.question : undefined)
    if (question && held) {
      const clicks = [...question.clicks, { x, y, adds: held === 'shift' }]
      // A person says by now what belongs to it.
      ask(context, { ...question, clicks, snaps: undefined }, base)
    } else if (asked) {
      // A plain click while something is being found says nothing.
      ask(context, asked, base)
    } else state = { kind: 'cornered', first: { x, y }, to: { x, y }, base }
  }

  const back = () => {
    if (state.kind === 'asking') state.stopping.abort()
    state = baseOf(state)
  }

  return {
    get state() {
      return state.kind
    },
    get open() {
      return state.kind !== 'idle'
    },
    get proposal() {
      const base = baseOf(state)
      const waits = state.kind === 'asking'
      const region = base.kind === 'standing' ? base.region : undefined
      return region || waits ? { region, waits } : undefined
    },
    down(_, at) {
      put(at)
      return undefined
    },
    move(_, __, to) {
      // Taken into hand while the pointer was down already, it begins there.
      if (state.kind === 'drawing') state = { ...state, to }
      else put(to)
      return undefined
    },
    up(context) {
      if (state.kind !== 'drawing') return undefined
      const { first, put: from, to } = state
      const isClick = Math.hypot(to.x - from.x, to.y - from.y) * context.scale < CLICK
      if (!isClick || from !== first) return drawn(context, state)
      clicked(context, state)
      return undefined
    },
    hover(_, at) {
      if (state.kind === 'cornered') state = { ...state, to: at }
    },
    ask(context, question) {
      ask(context, question, IDLE)
    },
    finish(context) {
      const base = baseOf(state)
      if (base.kind === 'idle') return undefined
      back()
      state = IDLE
      return painted(context, base)
    },
    cancel(step) {
      if (state.kind === 'standing') state = (step ? state.earlier : undefined) ?? IDLE
      else back()
    },
    leave: back,
    outline: () => linesOf(state),
  }
}

function baseOf(state: State): Base {
  switch (state.kind) {
    case 'idle':
    case 'standing':
      return state
    case 'cornered':
    case 'drawing':
    case 'asking':
      return state.base
    default:
      return assertNever(state)
  }
}

/** What undo goes back to from the answer to a question: from a click to what it was made into. */
const before = ({ clicks }: BoxQuestion, base: Base): Standing | undefined =>
  clicks.length > 0 && base.kind === 'standing' ? base : undefined

const painted = (context: ToolContext, { region, question }: Standing): Rectangle =>
  paintRegion(context, region, question.instead)

function linesOf(state: State): readonly Line[] {
  switch (state.kind) {
    case 'idle':
    case 'standing':
      return []
    case 'cornered':
    case 'drawing':
      return [lineBetween(state.first, state.to)]
    case 'asking':
      return [lineAround(state.question.box)]
    default:
      return assertNever(state)
  }
}

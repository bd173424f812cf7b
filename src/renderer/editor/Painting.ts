import { cutPatch, emptyMask, type Mask, type MaskPatch, writePatch } from '../../shared/domain/mask.ts'
import type { Restored } from './History.ts'
import { around, type Rectangle, type Sample } from './pixels/Rectangle.ts'
import { Revisions } from './Revisions.ts'
import { allowsAll, type Blocking, keepRuled, type PaintRules, ruleTable } from './rules.ts'
import { Settled } from './Settled.ts'
import { thinned } from './thinned.ts'
import type { BoxQuestion } from './tools/boxQuestion.ts'
import { toolFor, toolKind, toolSet } from './tools/index.ts'
import type { Proposal, Scene, Tool, ToolContext } from './tools/Tool.ts'

/** How far a stroke may leave the pointer's way, as a share of the brush: half a pixel of the widest one. */
const EXACT = 1 / 800

/** What the hand holds. */
export interface Hand {
  readonly tool: string
  readonly value: number
  /** Diameter of the brush, frame px. */
  readonly size: number
  /** Share of the brush's radius that paints whatever is under it, 0 to 1. */
  readonly hardness: number
  readonly rules: PaintRules
}

export interface PaintingEvents {
  /** Pixels changed, to be shown. */
  onDirty(rectangle: Rectangle): void
  /**
   * A step to save. `restores`: the revision that undo or redo brings back with it, null for new paint; `copied`: it
   * was taken over from another frame.
   */
  onChange(patch: MaskPatch, restores: number | null, copied: boolean): void
  /** Undo goes behind what was painted since the frame was opened: `rewind` is wanted to the mask before. */
  onOlder(revision: number): void
  /** A rule kept pixels as they were; once in a gesture. */
  onBlocked(rule: Blocking): void
}

interface Gesture {
  last: Sample
  changed: Rectangle | undefined
  /** Whether a rule has kept something already. */
  blocked: boolean
}

/**
 * The label map of one frame and everything that changes it: tools, rules, steps. Knows no canvas and no window, so
 * that thousands of painting sessions can be played through in a test.
 */
export class Painting {
  readonly mask: Mask
  private readonly settled: Settled
  private readonly revisions = new Revisions()
  private readonly tools = toolSet()
  private readonly events: PaintingEvents
  private readonly scene: () => Scene
  private hand: Hand
  private rules: Uint8Array
  private gesture: Gesture | undefined
  /** A tool that is held for as long as a key is. */
  private heldTool: string | undefined

  constructor(width: number, height: number, hand: Hand, scene: () => Scene, events: PaintingEvents) {
    this.mask = emptyMask(width, height)
    this.settled = new Settled(this.mask)
    this.hand = hand
    this.rules = ruleTable(hand.rules)
    this.scene = scene
    this.events = events
  }

  get canUndo(): boolean {
    return this.proposing !== undefined || this.revisions.canUndo
  }

  get canRedo(): boolean {
    return this.revisions.canRedo
  }

  /** The revision that shows the mask as it is, once all is saved. */
  get revision(): number {
    return this.revisions.shows
  }

  get toolId(): string {
    return this.heldTool ?? this.hand.tool
  }

  get tool(): Tool {
    return toolFor(this.tools, this.toolId)
  }

  /** Name of the state that the tool is in; one that has no states of its own paints or does not. */
  get toolState(): string {
    return this.tool.state ?? (this.gesture ? 'painting' : 'idle')
  }

  /** What a tool offers, in hand or not. */
  get proposal(): Proposal | undefined {
    return this.proposing?.proposal
  }

  /** Whether a click says something of what is offered. */
  get takesClicks(): boolean {
    return this.proposing !== undefined && this.proposing === toolFor(this.tools, this.hand.tool)
  }

  /** Takes other things into hand. What an open tool had begun is dropped with it. */
  take(hand: Hand): void {
    const { tool } = this
    if (hand.tool !== this.hand.tool) tool.leave ? tool.leave() : tool.cancel?.(false)
    if (hand.rules !== this.hand.rules) this.rules = ruleTable(hand.rules)
    this.hand = hand
  }

  /** Another tool while a key is held; undefined gives the one in hand back. */
  hold(tool: string | undefined): void {
    if (!this.gesture) this.heldTool = tool
  }

  /** Puts in place what is saved; steps are counted from it. */
  load(mask: Mask | undefined, saved: { readonly shows: number; readonly revisions: number }): void {
    this.revisions.startFrom(saved)
    if (mask) this.put(mask)
  }

  /** A mask that was put in place elsewhere (an accepted overlay) becomes one step that undo takes back. */
  adopt(mask: Mask): void {
    this.dropProposal()
    const before = this.settled.patch(this.whole)
    this.put(mask)
    this.revisions.add(before, cutPatch(this.mask, this.whole))
  }

  down(at: Sample): void {
    if (toolKind(this.toolId).does !== 'looks' && this.tool !== this.proposing) this.takeProposal()
    this.gesture = { last: at, changed: undefined, blocked: false }
    this.painted(this.tool.down(this.context, at))
  }

  /** The pointer has gone through these places since it was last heard of. */
  move(samples: readonly Sample[]): void {
    const { gesture, tool, context } = this
    const last = samples.at(-1)
    if (!last) return
    if (!gesture) {
      tool.hover?.(context, last)
      return
    }
    let changed: Rectangle | undefined
    const way = toolKind(this.toolId).sized ? thinned(gesture.last, samples, this.hand.size * EXACT) : samples
    for (const to of way) {
      const here = tool.move(context, gesture.last, to)
      if (here) changed = around(changed, here)
      gesture.last = to
    }
    this.painted(changed)
  }

  up(): void {
    if (this.gesture) this.painted(this.tool.up?.(this.context))
    this.settle()
  }

  /** Takes a begun gesture back: a second finger has come down, or the window has lost the pointer. */
  drop(): void {
    const changed = this.gesture?.changed
    this.gesture = undefined
    this.tool.cancel?.(false)
    if (!changed) return
    this.settled.restore(changed)
    this.events.onDirty(changed)
  }

  /** Ends what a tool has begun (Enter, double click); takes what is offered. */
  finish(): void {
    const tool = this.proposal?.region ? this.proposing : this.tool
    this.asOneStep(() => tool?.finish?.(this.context))
  }

  /** Drops what a tool has begun or offers (Esc); `step` drops the last part of it only (Backspace). */
  cancel(step: boolean): void {
    const tool = this.proposing ?? this.tool
    tool.cancel?.(step)
  }

  /** Has a region found that was not drawn by hand, in place of any that is offered. */
  ask(question: BoxQuestion): void {
    if (this.gesture) return
    this.dropProposal()
    for (const tool of this.tools.values()) tool.ask?.(this.context, question)
  }

  /** Nothing is offered any more, nor found. */
  dropProposal(): void {
    for (let tool = this.proposing; tool; tool = this.proposing) tool.cancel?.(false)
  }

  /** Puts another mask in place as one step, under the rules: clean-ups and copies. */
  change(next: (mask: Mask) => Mask, copied = false): void {
    this.takeProposal()
    const { width, height, data } = this.mask
    const to = next({ width, height, data: data.slice() })
    this.asOneStep(() => {
      data.set(to.data)
      return this.whole
    }, copied)
  }

  /** With something offered, its last part goes back first. */
  undo(): void {
    if (this.gesture) return
    if (this.proposing) {
      this.cancel(true)
      return
    }
    const step = this.revisions.undo()
    if (step) this.show(step)
    else if (this.revisions.canUndo) this.events.onOlder(this.revisions.shows)
  }

  redo(): void {
    const step = this.gesture ? undefined : this.revisions.redo()
    if (step) this.show(step)
  }

  /** Shows the mask before the oldest step here, as undo. */
  rewind(mask: Mask, revision: number): void {
    const before = { ...this.whole, data: mask.data.slice() }
    this.show(this.revisions.addUndone(before, this.settled.patch(this.whole), revision))
  }

  get context(): ToolContext {
    const { size, value, hardness } = this.hand
    return { mask: this.mask, settled: this.settled.data, size, value, hardness, ...this.scene() }
  }

  private get whole(): Rectangle {
    return { x: 0, y: 0, width: this.mask.width, height: this.mask.height }
  }

  private get proposing(): Tool | undefined {
    return [...this.tools.values()].find(({ proposal }) => proposal)
  }

  /** What is offered becomes a step of its own; what is still being found is dropped. */
  private takeProposal(): void {
    if (this.gesture || !this.proposing) return
    if (this.proposal?.region) this.finish()
    this.dropProposal()
  }

  private asOneStep(work: () => Rectangle | undefined, copied = false): void {
    if (this.gesture) return
    this.gesture = { last: { x: 0, y: 0, pressure: 1 }, changed: undefined, blocked: false }
    this.painted(work())
    this.settle(copied)
  }

  private painted(changed: Rectangle | undefined): void {
    if (!changed || !this.gesture) return
    this.gesture.changed = around(this.gesture.changed, changed)
    this.obey(changed, this.gesture)
    this.events.onDirty(changed)
  }

  private obey(changed: Rectangle, gesture: Gesture): void {
    if (allowsAll(this.hand.rules)) return
    const rule = keepRuled(this.mask, this.settled.data, this.rules, changed)
    if (!rule || gesture.blocked) return
    gesture.blocked = true
    this.events.onBlocked(rule)
  }

  /** Ends the gesture: what it changed is one step, saved at once. */
  private settle(copied = false): void {
    const { gesture } = this
    this.gesture = undefined
    const changed = gesture?.changed && this.settled.changedIn(gesture.changed)
    if (!changed) return
    const after = cutPatch(this.mask, changed)
    this.revisions.add(this.settled.patch(changed), after)
    this.settled.keep(changed)
    this.events.onChange(after, null, copied)
  }

  private put(mask: Mask): void {
    this.mask.data.set(mask.data)
    this.settled.keep(this.whole)
    this.events.onDirty(this.whole)
  }

  private show({ patch, revision }: Restored): void {
    writePatch(this.mask, patch)
    this.settled.keep(patch)
    this.events.onDirty(patch)
    this.events.onChange(patch, revision, false)
  }
}

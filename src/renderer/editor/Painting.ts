import { cutPatch, emptyMask, type Mask, type MaskPatch } from '../../shared/domain/mask.ts'
import { History, type Restored } from './History.ts'
import { around, type Rectangle, type Sample } from './Rectangle.ts'
import { allowsAll, type Blocking, blockingOf, type PaintRules, ruleTable } from './rules.ts'
import { thinned } from './thinned.ts'
import { toolFor, toolKind, toolSet } from './tools/index.ts'
import type { Scene, Tool, ToolContext } from './tools/Tool.ts'

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

/**
 * The label map of one frame and everything that changes it: tools, rules, steps. Knows no canvas and no window, so
 * that thousands of painting sessions can be played through in a test.
 */
export class Painting {
  readonly mask: Mask
  readonly history = new History()
  /** The map as the last step left it: what a gesture is compared with. No copy is made when a gesture begins. */
  private readonly settled: Uint8Array
  private readonly tools = toolSet()
  private readonly events: PaintingEvents
  private readonly scene: () => Scene
  private hand: Hand
  private rules: Uint8Array
  private gesture: { last: Sample; changed: Rectangle | undefined; blocked: boolean } | undefined
  /** A tool that is held for as long as a key is. */
  private heldTool: string | undefined
  /** The revision that shows what is on the canvas, and how many there will be once all is saved. */
  private shows = 0
  private revisions = 0

  constructor(width: number, height: number, hand: Hand, scene: () => Scene, events: PaintingEvents) {
    this.mask = emptyMask(width, height)
    this.settled = new Uint8Array(width * height)
    this.hand = hand
    this.rules = ruleTable(hand.rules)
    this.scene = scene
    this.events = events
  }

  get canUndo(): boolean {
    return this.history.canUndo || this.shows > 0
  }

  get isPainting(): boolean {
    return this.gesture !== undefined
  }

  get toolId(): string {
    return this.heldTool ?? this.hand.tool
  }

  get tool(): Tool {
    return toolFor(this.tools, this.toolId)
  }

  /** Takes other things into hand. What an open tool had begun is dropped with it. */
  take(hand: Hand): void {
    if (hand.tool !== this.hand.tool) this.tool.cancel?.(false)
    if (hand.rules !== this.hand.rules) this.rules = ruleTable(hand.rules)
    this.hand = hand
  }

  /** Another tool while a key is held; undefined gives the one in hand back. */
  hold(tool: string | undefined): void {
    if (!this.gesture) this.heldTool = tool
  }

  /** Puts in place what is saved; steps are counted from it. */
  load(mask: Mask | undefined, { shows, revisions }: { shows: number; revisions: number }): void {
    this.shows = shows
    this.revisions = revisions
    if (mask) this.put(mask)
  }

  /** A mask that was put in place elsewhere (an accepted overlay) becomes one step that undo takes back. */
  adopt(mask: Mask): void {
    const all = this.whole
    const before = this.settledPatch(all)
    this.put(mask)
    this.remember(before, cutPatch(this.mask, all))
  }

  down(at: Sample): void {
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
    const { gesture } = this
    this.gesture = undefined
    this.tool.cancel?.(false)
    if (gesture?.changed) this.restore(gesture.changed)
  }

  /** Ends what a tool has begun (Enter, double click). */
  finish(): void {
    this.asOneStep(() => this.tool.finish?.(this.context))
  }

  /** Puts another mask in place as one step, under the rules: clean-ups and copies. */
  change(next: (mask: Mask) => Mask, copied = false): void {
    const { width, height, data } = this.mask
    const to = next({ width, height, data: data.slice() })
    this.asOneStep(() => {
      data.set(to.data)
      return this.whole
    }, copied)
  }

  undo(): void {
    if (this.gesture) return
    if (this.history.canUndo) this.write(this.history.undo())
    else if (this.shows > 0) this.events.onOlder(this.shows)
  }

  redo(): void {
    if (!this.gesture) this.write(this.history.redo())
  }

  /** Shows the mask before the oldest step here, as undo. */
  rewind(mask: Mask, revision: number): void {
    const all = this.whole
    const before = { ...all, data: mask.data.slice() }
    this.history.addUndone({ before, after: this.settledPatch(all), from: revision, to: this.shows })
    this.write({ patch: before, revision })
  }

  get context(): ToolContext {
    const { size, value, hardness } = this.hand
    return { mask: this.mask, settled: this.settled, size, value, hardness, ...this.scene() }
  }

  private get whole(): Rectangle {
    return { x: 0, y: 0, width: this.mask.width, height: this.mask.height }
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
    this.obey(changed)
    this.events.onDirty(changed)
  }

  /** Puts back what the rules keep. */
  private obey({ x, y, width, height }: Rectangle): void {
    if (allowsAll(this.hand.rules)) return
    const { settled, rules } = this
    const { data, width: stride } = this.mask
    let blocked = 0
    for (let row = y; row < y + height; row++) {
      const end = row * stride + x + width
      for (let at = row * stride + x; at < end; at++) {
        const from = settled[at]!
        const to = data[at]!
        if (from === to) continue
        const rule = rules[(from << 8) | to]!
        if (rule === 0) continue
        data[at] = from
        blocked = rule
      }
    }
    const which = blockingOf(blocked)
    if (!which || !this.gesture || this.gesture.blocked) return
    this.gesture.blocked = true
    this.events.onBlocked(which)
  }

  /** Ends the gesture: what it changed is one step, saved at once. */
  private settle(copied = false): void {
    const { gesture } = this
    this.gesture = undefined
    const changed = gesture?.changed && this.reallyChanged(gesture.changed)
    if (!changed) return
    const after = cutPatch(this.mask, changed)
    this.remember(this.settledPatch(changed), after)
    this.keep(changed)
    this.events.onChange(after, null, copied)
  }

  /** The part of a rectangle in which something differs from the last step. */
  private reallyChanged({ x, y, width, height }: Rectangle): Rectangle | undefined {
    const { data, width: stride } = this.mask
    let [left, top, right, bottom] = [x + width, -1, -1, -1]
    for (let row = y; row < y + height; row++) {
      const from = row * stride
      let first = x
      while (first < x + width && data[from + first] === this.settled[from + first]) first++
      if (first === x + width) continue
      let last = x + width - 1
      while (data[from + last] === this.settled[from + last]) last--
      if (top < 0) top = row
      bottom = row
      left = Math.min(left, first)
      right = Math.max(right, last)
    }
    return top < 0 ? undefined : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
  }

  private settledPatch = (rectangle: Rectangle): MaskPatch =>
    cutPatch({ ...this.mask, data: this.settled }, rectangle)

  private keep({ x, y, width, height }: Rectangle): void {
    const { data, width: stride } = this.mask
    for (let row = y; row < y + height; row++)
      this.settled.set(data.subarray(row * stride + x, row * stride + x + width), row * stride + x)
  }

  private restore(rectangle: Rectangle): void {
    this.write2d(this.settledPatch(rectangle))
    this.events.onDirty(rectangle)
  }

  /** A new step: it will be the next revision. */
  private remember(before: MaskPatch, after: MaskPatch): void {
    this.revisions++
    this.history.add({ before, after, from: this.shows, to: this.revisions })
    this.shows = this.revisions
  }

  private put(mask: Mask): void {
    this.mask.data.set(mask.data)
    this.settled.set(mask.data)
    this.events.onDirty(this.whole)
  }

  private write2d(patch: MaskPatch): void {
    for (let row = 0; row < patch.height; row++) {
      const line = patch.data.subarray(row * patch.width, (row + 1) * patch.width)
      this.mask.data.set(line, (patch.y + row) * this.mask.width + patch.x)
    }
  }

  private write(restored: Restored | undefined): void {
    if (!restored) return
    this.write2d(restored.patch)
    this.keep(restored.patch)
    this.events.onDirty(restored.patch)
    this.revisions++
    this.shows = restored.revision
    this.events.onChange(restored.patch, restored.revision, false)
  }
}

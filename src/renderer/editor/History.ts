import type { MaskPatch } from '../../shared/domain/mask.ts'
import { decodeMask, encodeMask } from '../../shared/domain/rle.ts'

/** One gesture: the same rectangle before and after it, and the saved revisions that show the one and the other. */
export interface Step {
  readonly before: MaskPatch
  readonly after: MaskPatch
  readonly from: number
  readonly to: number
}

/** What undo or redo puts back: the patch, and the revision that showed it. */
export interface Restored {
  readonly patch: MaskPatch
  readonly revision: number
}

/** A patch as runs: a stroke over half of a 4K frame takes some kilobytes and not eight megabytes. */
interface PackedPatch {
  readonly x: number
  readonly y: number
  readonly bytes: Uint8Array
}

interface PackedStep {
  readonly before: PackedPatch
  readonly after: PackedPatch
  readonly from: number
  readonly to: number
}

const pack = ({ x, y, ...mask }: MaskPatch): PackedPatch => ({ x, y, bytes: encodeMask(mask) })
const unpack = ({ x, y, bytes }: PackedPatch): MaskPatch => ({ x, y, ...decodeMask(bytes) })
const packed = ({ before, after, from, to }: Step): PackedStep => ({
  before: pack(before),
  after: pack(after),
  from,
  to,
})

const LIMIT = 500

/** Undo and redo of one frame's mask. Knows masks only: tool, class and view are never part of it. */
export class History {
  private readonly done: PackedStep[] = []
  private undone: PackedStep[] = []

  get canUndo(): boolean {
    return this.done.length > 0
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  /** Remembers a gesture; what was undone before it can no longer be redone. */
  add(step: Step): void {
    this.done.push(packed(step))
    if (this.done.length > LIMIT) this.done.shift()
    this.undone = []
  }

  /** A step of an earlier session that was taken back: it can be redone. */
  addUndone(step: Step): void {
    this.undone.push(packed(step))
  }

  /** What takes the last gesture back. */
  undo(): Restored | undefined {
    const step = this.done.pop()
    if (step) this.undone.push(step)
    return step && { patch: unpack(step.before), revision: step.from }
  }

  redo(): Restored | undefined {
    const step = this.undone.pop()
    if (step) this.done.push(step)
    return step && { patch: unpack(step.after), revision: step.to }
  }
}

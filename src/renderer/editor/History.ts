import type { MaskPatch } from '../../shared/domain/mask.ts'

/** One gesture: the same rectangle before and after it. */
export interface Step {
  readonly before: MaskPatch
  readonly after: MaskPatch
}

const LIMIT = 500

/** Undo and redo of one frame's mask. Knows masks only: tool, class and view are never part of it. */
export class History {
  private readonly done: Step[] = []
  private undone: Step[] = []

  get canUndo(): boolean {
    return this.done.length > 0
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  /** Remembers a gesture; what was undone before it can no longer be redone. */
  add(step: Step): void {
    this.done.push(step)
    if (this.done.length > LIMIT) this.done.shift()
    this.undone = []
  }

  /** The patch that takes the last gesture back. */
  undo(): MaskPatch | undefined {
    const step = this.done.pop()
    if (step) this.undone.push(step)
    return step?.before
  }

  redo(): MaskPatch | undefined {
    const step = this.undone.pop()
    if (step) this.done.push(step)
    return step?.after
  }
}

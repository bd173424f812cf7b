import type { MaskPatch } from '../../shared/domain/mask.ts'
import { History, type Restored } from './History.ts'

/** Undo and redo of one frame's mask, and the number of the saved revision that shows what is on the canvas. */
export class Revisions {
  private readonly history = new History()
  private shown = 0
  /** How many there will be once all is saved. */
  private count = 0

  /** The revision that shows what is on the canvas; 0 where nothing has been painted. */
  get shows(): number {
    return this.shown
  }

  /** Whether there is a mask before this one, of this window or of an earlier one. */
  get canUndo(): boolean {
    return this.history.canUndo || this.shown > 0
  }

  get canRedo(): boolean {
    return this.history.canRedo
  }

  /** Counts from what is saved. */
  startFrom({ shows, revisions }: { readonly shows: number; readonly revisions: number }): void {
    this.shown = shows
    this.count = revisions
  }

  /** A new step: it will be the next revision. */
  add(before: MaskPatch, after: MaskPatch): void {
    this.count++
    this.history.add({ before, after, from: this.shown, to: this.count })
    this.shown = this.count
  }

  /** A step behind what is known here was taken back: it can be redone. */
  addUndone(before: MaskPatch, after: MaskPatch, revision: number): Restored {
    this.history.addUndone({ before, after, from: revision, to: this.shown })
    return this.restored({ patch: before, revision })
  }

  /** What takes the last step back; undefined where none was done here. */
  undo(): Restored | undefined {
    const step = this.history.undo()
    return step && this.restored(step)
  }

  redo(): Restored | undefined {
    const step = this.history.redo()
    return step && this.restored(step)
  }

  /** Undo and redo are revisions too: they show again what an earlier one showed. */
  private restored(step: Restored): Restored {
    this.count++
    this.shown = step.revision
    return step
  }
}

import type { SinceLast, Warning } from '../../../../shared/contract/training.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import type { HeldFrame } from '../labelled/heldFrames.ts'

/** What is known of a round before it starts. */
export interface Facts {
  readonly classes: readonly LabelClass[]
  readonly labelled: readonly HeldFrame[]
  readonly validation: readonly HeldFrame[]
  /** Training frames in each light. */
  readonly byModality: Readonly<Record<string, { readonly labelled: number; readonly unlabelled: number }>>
  readonly sinceLast: SinceLast | null
}

/** Looks for one thing that would make a round worth less; what it says names the remedy. */
export type WarningKind = (facts: Facts) => readonly Warning[]

/** Lesion classes that any of the frames holds, with those frames. */
export const classesHeld = (
  classes: readonly LabelClass[],
  frames: readonly HeldFrame[],
): { readonly value: number; readonly name: string; readonly frames: readonly HeldFrame[] }[] =>
  classes
    .map(({ name }, value) => ({ value, name, frames: frames.filter(({ holds }) => holds.has(value)) }))
    .filter(({ value, frames: holding }) => value > 0 && holding.length > 0)

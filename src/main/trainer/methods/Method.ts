import type { MethodName } from '../../../shared/trainer/methods/index.ts'
import type { SettingsOf } from '../../../shared/trainer/settings.ts'
import type { Batch } from '../data/Batch.ts'
import type { Views } from '../data/Views.ts'
import type { Stopwatch } from '../learners/Stopwatch.ts'
import type { Losses, StudentInStep } from '../learners/Student.ts'
import type { WeightMemory } from '../learners/WeightMemory.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import type { NetParts } from '../nets/NetParts.ts'
import type { Network } from '../nets/Network.ts'
import type { NamedArrays } from '../weights/safetensors.ts'

/**
 * How one kind of method (`shared/trainer/methods`) learns. `supervised.ts` is the smallest: copy it to add one. The loop
 * knows nothing of any method: what it wants to see, what it adds to the net and what it keeps are said here.
 */
export interface Method<Name extends MethodName = MethodName> {
  readonly name: Name
  /** What it wants to see of the frames at each step. */
  views(settings: SettingsOf<Name>): Views
  /** Heads and nodes that the net has while it learns. */
  parts?(settings: SettingsOf<Name>): NetParts
  /** Bytes that a step takes beside nets and their maps, for the estimate before the first one. */
  bytesBeside?(settings: SettingsOf<Name>): number
  start(context: MethodContext<Name>): MethodRun
}

export interface MethodContext<Name extends MethodName = MethodName> {
  readonly settings: SettingsOf<Name>
  readonly network: Network
  /** The student's values, which move as it learns. */
  readonly student: FlatWeights
  /** Where the student's values lie, with room for one teacher's. */
  readonly memory: WeightMemory
  /** Times `teacher` and `contrast`; the loop times the rest. */
  readonly stopwatch: Stopwatch
}

/** A method at work on one run. For each step: `step` → backward → optimiser → `afterStep`. */
export interface MethodRun {
  /** Shows the student what it is to learn from, as often as it likes, and says what is minimised; `step` is from 0. */
  step(batch: Batch, student: StudentInStep, step: number): StepTaken
  /** Called when the student has been updated; `step` counts from 0. */
  afterStep(step: number, student: FlatWeights): void
  /** The teacher's values, for a method that has one. */
  teacher(): FlatWeights | undefined
  /** Confidence a pseudo-label must reach at the next step, per class; empty for a method without. */
  thresholds(): readonly number[]
  /** Entropy that a pixel had to stay below in the last step, for a method that trusts by it; undefined before. */
  entropyBelow?(): number | undefined
  /** All that a resumed run needs beyond the student and the optimiser. */
  state(): NamedArrays
  restore(state: NamedArrays): void
  /** Releases what the run holds on TensorFlow. */
  dispose(): void
}

export interface StepTaken {
  /** The terms whose sum is minimised. */
  readonly losses: Losses
  readonly report: MethodReport
}

/** What a step shows about itself. */
export interface MethodReport {
  /** Confidence that pseudo-labels had to reach in it, per class. */
  readonly thresholds?: readonly number[]
  /** Share of unlabelled pixels that are learned from, per class. */
  readonly pseudoLabelShare?: readonly number[]
  /** Share of confident pseudo-labels that are right, per class, where the truth is known. */
  readonly pseudoLabelAccuracy?: readonly (number | null)[]
  /** Mean cosine between the classes' mean embeddings. */
  readonly classSimilarity?: number
}

/** The part of a run whose method has no teacher, and carries nothing from one step to the next. */
export const keepsNothing = {
  afterStep: () => {},
  teacher: () => undefined,
  state: () => new Map(),
  restore: () => {},
  dispose: () => {},
} as const satisfies Partial<MethodRun>

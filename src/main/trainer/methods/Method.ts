import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { Batch } from '../data/Batch.ts'
import type { Stopwatch } from '../learners/Stopwatch.ts'
import type { WeightMemory } from '../learners/WeightMemory.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import type { Outputs } from '../nets/TrainingPass.ts'
import type { NamedArrays } from '../weights/safetensors.ts'

/** One way of learning from labelled and unlabelled frames. `supervised.ts` is the smallest: copy it to add one. */
export interface Method {
  readonly name: string
  start(context: MethodContext): MethodRun
}

export interface MethodContext {
  readonly settings: TrainingSettings
  readonly network: Network
  /** The student's values before the first step. */
  readonly student: FlatWeights
  /** Where the student's values lie, with room for one teacher's. */
  readonly memory: WeightMemory
  /** Times `teacher` and `contrast`; the loop times the rest. */
  readonly stopwatch: Stopwatch
}

/**
 * A method at work on one run. For each step: `look` → the student's pass and `losses` → backward → optimiser →
 * `afterStep`.
 */
export interface MethodRun {
  /** What must be known before the student's pass; `step` counts from 0. */
  look(batch: Batch, step: number): Lesson
  /** Called when the student has been updated; `step` counts from 0. */
  afterStep(step: number, student: FlatWeights): void
  /** The teacher's values, for a method that has one. */
  teacher(): FlatWeights | undefined
  /** What the run shows about itself after the latest step. */
  report(): MethodReport
  /** All that a resumed run needs beyond the student and the optimiser. */
  state(): NamedArrays
  restore(state: NamedArrays): void
  /** Releases what the run holds on TensorFlow. */
  dispose(): void
}

/** One step, prepared: the student's input `[n,S,S,3]` and the terms whose sum is minimised. */
export interface Lesson {
  readonly pixels: Uint8Array
  /** How many of the images, from the first, are also embedded by the projector. */
  readonly embedded: number
  losses(outputs: Outputs): Readonly<Record<string, Scalar>>
}

export interface MethodReport {
  /** Confidence a pseudo-label must reach, per class. */
  readonly thresholds?: readonly number[]
  /** Share of unlabelled pixels that are learned from, per class. */
  readonly pseudoLabelShare?: readonly number[]
  /** Share of confident pseudo-labels that are right, per class, where the truth is known. */
  readonly pseudoLabelAccuracy?: readonly (number | null)[]
  /** Mean cosine between the classes' mean embeddings. */
  readonly classSimilarity?: number
}

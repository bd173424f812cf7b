import type { Preset } from '../../../shared/trainer/parts/round.ts'
import type {
  Candidate,
  Diagnosis,
  Scores,
  StepReport,
  TrainerDevice,
} from '../../../shared/trainer/protocol.ts'
import type { SettingChange } from '../../../shared/trainer/settingChange.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { ImportOptions } from '../import/found/Incoming.ts'
import type { Strategy } from '../queue/QueueService.ts'
import type { Start } from './starts.ts'

/** What an experiment compares, and on what. */
export interface ExperimentPlan
  extends Pick<ImportOptions, 'layout' | 'maskMap' | 'groupBy' | 'ditherMasks'> {
  /** Folder of images and masks. */
  readonly data: string
  /** With background. */
  readonly classes: number
  readonly methods: readonly string[]
  /** How much is labelled: numbers of frames, or shares of them, as 10 or 10%. Each is an experiment of its own. */
  readonly shares: readonly string[]
  /** Folder of the public code's lists, which say who is on which side; drawn by the seed where there is none. */
  readonly splitFiles?: string
  /** Test frames that are judged by themselves as well. */
  readonly testSets?: readonly TestSet[]
  /** A number of frames, or a share of them. */
  readonly validation: string
  readonly seeds: readonly number[]
  readonly length: RunLength
  readonly size: number
  readonly batch: number
  readonly backbone: string
  readonly preset: Preset
  /** What differs from what the preset says to its methods, in turn. */
  readonly changes?: readonly SettingChange[]
  /**
   * Rounds one after the other, the shares being numbers that rise: each labels more frames than the one before. What the
   * plan calls methods are then these by their names; the first is what the others are measured against.
   */
  readonly ways?: readonly Way[]
  /** Folder of the runs. */
  readonly out: string
}

/** How the frames of further rounds are chosen, and what their nets begin with. */
export interface Way {
  readonly name: string
  readonly method: string
  /** By chance, as without ways, or by a strategy of the queue. */
  readonly strategy: Strategy | 'random'
  readonly start: Start
}

/** Some of the test frames: those whose path in the plan's folder, with `/` in it, matches a regular expression. */
export interface TestSet {
  readonly name: string
  readonly pattern: string
}

/**
 * How long each run learns: so many steps, or passes over the unlabelled frames, for a method without them over the
 * labelled ones (METHODS §0). `matchSteps` gives that method as many steps as the others.
 */
export type RunLength = { readonly steps: number } | { readonly epochs: number; readonly matchSteps: boolean }

/** Which run of an experiment. */
export interface RunName {
  readonly method: string
  /** One of the plan's shares, as it was asked for. */
  readonly labelled: string
  readonly seed: number
}

/** Frames on each side of one run. */
export interface Counts {
  readonly labelled: number
  readonly unlabelled: number
  readonly validation: number
  readonly test: number
}

/** One training of an experiment. `scores` are the chosen net's on the test frames. */
export interface Run extends RunName {
  readonly settings: TrainingSettings
  readonly counts: Counts
  /** Fewer than the settings say where learning diverged. */
  readonly stepsDone: number
  /** Of learning alone. */
  readonly seconds: number
  /** The most memory that its process took, MB; null for runs of versions that did not measure it. */
  readonly peakMb: number | null
  /** Null for runs of versions that did not note it. */
  readonly madeBy: { readonly version: string; readonly device: TrainerDevice } | null
  readonly net: Candidate['net']
  readonly scores: Scores
  readonly candidates: readonly Candidate[]
  /** Every so many steps, for the charts. */
  readonly steps: readonly StepReport[]
  /** Of the first seed's models. */
  readonly diagnosis?: Diagnosis
}

import type { Preset } from '../../../shared/trainer/parts/round.ts'
import type { Candidate, Diagnosis, Scores, StepReport } from '../../../shared/trainer/protocol.ts'
import type { ImportOptions } from '../import/found/Incoming.ts'

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
  readonly validation: string
  readonly seeds: readonly number[]
  readonly steps: number
  readonly size: number
  readonly batch: number
  readonly backbone: string
  readonly preset: Preset
  /** Folder of the runs. */
  readonly out: string
}

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
  readonly counts: Counts
  readonly seconds: number
  readonly net: Candidate['net']
  readonly scores: Scores
  readonly candidates: readonly Candidate[]
  /** Every so many steps, for the charts. */
  readonly steps: readonly StepReport[]
  /** Of the first seed's models. */
  readonly diagnosis?: Diagnosis
}

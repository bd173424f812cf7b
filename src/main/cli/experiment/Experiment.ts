import type { Preset } from '../../../shared/trainer/parts/common.ts'
import type { Candidate, Diagnosis, Scores, StepReport } from '../../../shared/trainer/protocol.ts'
import type { ImportOptions } from '../../engine/import/found/Incoming.ts'

/** What `loco experiment` was asked. */
export interface ExperimentOptions {
  readonly data: string
  readonly layout: string
  readonly maskMap?: ReadonlyMap<string, string>
  readonly groupBy?: NonNullable<ImportOptions['groupBy']>
  readonly classes: number
  readonly methods: readonly string[]
  readonly labelled: string
  readonly validation: string
  readonly seeds: readonly string[]
  readonly steps: number
  readonly size: number
  readonly batch: number
  readonly backbone: string
  readonly preset: Preset
  readonly out?: string
  readonly json?: boolean
}

/** Frames on each side of one run. */
export interface Counts {
  readonly labelled: number
  readonly unlabelled: number
  readonly validation: number
  readonly test: number
}

/** One training of an experiment. `scores` are the chosen net's on the test frames. */
export interface Run {
  readonly method: string
  readonly seed: number
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

/** Mean over a method's seeds of what is known; null where nothing is. */
export function meanOver(
  runs: readonly Run[],
  figure: (run: Run) => number | null | undefined,
): number | null {
  const known = runs.map(figure).filter((value) => value !== null && value !== undefined)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length
}

export const methodsOf = (runs: readonly Run[]) => [...new Set(runs.map((run) => run.method))]

import type { ExperimentPlan, Run } from '../../../engine/experiment/ExperimentService.ts'
import type { PublishedSet } from './published.ts'

/** What a report tells of. */
export interface Report {
  readonly plan: ExperimentPlan
  /** All that have ended, in the plan's order. */
  readonly runs: readonly Run[]
  /** Figures of the paper to stand beside these. */
  readonly published?: PublishedSet
}

/** Methods of which a run has ended, in the plan's order. */
export const methodsOf = ({ runs }: Report): string[] => [...new Set(runs.map((run) => run.method))]

/** Labelled shares at which a run has ended, in the plan's order. */
export const sharesOf = ({ runs }: Report): string[] => [...new Set(runs.map((run) => run.labelled))]

/** The runs of a method at a share, seed by seed. */
export const runsOf = ({ runs }: Report, method: string, share: string): Run[] =>
  runs.filter((run) => run.method === method && run.labelled === share)

/** `10% labelled`, `24 frames labelled` */
export const shareText = (share: string) =>
  share.endsWith('%') ? `${share} labelled` : `${share} frames labelled`

import { basename } from 'node:path'
import type { Run } from '../../../engine/experiment/ExperimentService.ts'
import { methodsOf, type Report, runsOf } from '../measures/Report.ts'

/** A run whose model was looked into. */
export type Shown = Run & Required<Pick<Run, 'diagnosis'>>

/** The first run of each method at a share that was looked into: all of one seed, so on the same frames. */
export const shownAt = (report: Report, share: string): Shown[] =>
  methodsOf(report).flatMap((method) => runsOf(report, method, share).find(isShown) ?? [])

const isShown = (run: Run): run is Shown => run.diagnosis !== undefined

/** What a frame is called in a report. */
export const frameName = (id: string) => basename(id)

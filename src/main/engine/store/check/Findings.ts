import type { Reason } from '../../../../shared/reasons/index.ts'

/** What a check of a study finds. */
export interface Findings {
  /** What is not as it was saved. */
  readonly problems: Reason[]
  /** What could not be checked here, and why; the study may be sound. */
  readonly notes: Reason[]
}

import type { Why, WhyName } from '../../../../shared/contract/queue.ts'
import type { Candidate, Labelled } from '../survey/Candidate.ts'
import type { Looks } from '../survey/Looks.ts'

/** One way to say which frames to label first. */
export interface Strategy {
  readonly name: string
  /** What it prefers, for the command line's help. */
  readonly sentence: string
  /** What it goes by, as a frame's reason where that holds of the frame; without, whatever holds most. */
  readonly says?: WhyName
  /** What it says of a frame before all that holds of it otherwise. */
  reason?(frame: Candidate, labelled: Labelled): Why | undefined
  /**
   * What each candidate is put off by, in their order: less comes first, and equal ones in the library's order. In one
   * pass: there may be a million.
   */
  delays(candidates: readonly Candidate[], labelled: Labelled, looks: Looks): readonly number[]
}

/** A frame that waits for a label and may teach: of a training patient, not hidden, not skipped. */
export interface Candidate {
  readonly id: number
  readonly patient: string
  readonly modality: 'NBI' | 'WLI' | 'other'
  /** Highest class in the overlay of the model in use; 0 for none, or without an overlay. */
  readonly worst: number
}

/** How many labels there are already, by patient and by light. */
export interface Labelled {
  readonly byPatient: ReadonlyMap<string, number>
  readonly byModality: ReadonlyMap<string, number>
}

/** One way to say which frames to label first. */
export interface Strategy {
  readonly name: string
  /** What it prefers, for the command line's help. */
  readonly sentence: string
  /**
   * What each candidate is put off by, in their order: less comes first, and equal ones in the library's order. In one
   * pass: there may be a million.
   */
  delays(candidates: readonly Candidate[], labelled: Labelled): readonly number[]
}

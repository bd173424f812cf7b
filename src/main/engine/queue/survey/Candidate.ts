import type { FrameSignals } from '../../../../shared/domain/frameSignals.ts'

export type Signals = Omit<FrameSignals, 'embedding'>

/** A frame that waits for a label and may teach: of a training patient, not hidden, not skipped. */
export interface Candidate {
  readonly id: number
  /** Its row in the library's order, by which `Looks` knows it. */
  readonly row: number
  readonly patient: string
  readonly modality: 'NBI' | 'WLI' | 'other'
  /** A bit for each class in the overlay of the model in use, 1 for "there is one"; 0 without an overlay. */
  readonly predicted: number
  /** Whether somebody has begun to paint on it. */
  readonly begun: boolean
  /** What the overlay of the model in use says; undefined without one, or where an earlier version made it. */
  readonly signals: Signals | undefined
  /** Work that its mask is expected to take, min; null where too few masks were painted to tell. */
  readonly minutes: number | null
}

/** What is labelled already among training patients. */
export interface Labelled {
  /** Labels by patient and by light. */
  readonly byPatient: ReadonlyMap<string, number>
  readonly byModality: ReadonlyMap<string, number>
  /** Labels that hold a class, by class. */
  readonly byClass: readonly number[]
  /** Rows of those, by class. */
  readonly rowsOfClass: readonly (readonly number[])[]
  /** Rows of the labelled frames, in the library's order. */
  readonly rows: readonly number[]
}

/** Highest class in a frame's overlay; 0 for none, or without an overlay. */
export const worstIn = (predicted: number): number => 31 - Math.clz32(predicted | 1)

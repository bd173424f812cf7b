import type { Box } from './cutMixBox.ts'

/** One step's input as bytes; images `[B,S,S,3]`, label maps `[B,S,S]`, row-major. */
export interface Batch {
  readonly size: number
  readonly images: number
  /** How many times the longer list of frames has been gone through, from 0. */
  readonly epoch: number
  readonly labelled: LabelledBatch
  /** Absent for methods that learn from labelled frames alone. */
  readonly unlabelled?: UnlabelledBatch
  /** The same unlabelled frames seen otherwise, for methods that mix them in. */
  readonly mix?: UnlabelledBatch
}

export interface LabelledBatch {
  readonly pixels: Uint8Array
  readonly label: Uint8Array
  /** How often each pixel counts; absent where all count once. */
  readonly times?: Uint8Array
}

export interface UnlabelledBatch {
  readonly weak: Uint8Array
  /** As many as the method's `Views` name. */
  readonly strong: readonly StrongBatch[]
  /** 255 on padding and on what is vetoed, both of which no loss and no statistic is taken from; else 0. */
  readonly ignore: Uint8Array
  /** Labels of the weak view that the method must not learn from; where an experiment knows them. */
  readonly truth?: Uint8Array
}

/** One strong view of a batch. */
export interface StrongBatch {
  readonly pixels: Uint8Array
  /** Where another image is pasted into it; undefined where none is. */
  readonly boxes: readonly (Box | undefined)[]
}

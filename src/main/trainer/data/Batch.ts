import type { Box } from './cutMixBox.ts'

/** One step's input as bytes; images `[B,S,S,3]`, label maps `[B,S,S]`, row-major. */
export interface Batch {
  readonly size: number
  readonly images: number
  readonly labelled: { readonly pixels: Uint8Array; readonly label: Uint8Array }
  /** Absent for methods that learn from labelled frames alone. */
  readonly unlabelled?: UnlabelledBatch
}

export interface UnlabelledBatch {
  readonly weak: Uint8Array
  readonly strong: Uint8Array
  /** 255 on padding, else 0. */
  readonly ignore: Uint8Array
  /** Labels of the weak view that the method must not learn from; where an experiment knows them. */
  readonly truth?: Uint8Array
  /** Where a labelled image is pasted into the strong view; undefined where none is. */
  readonly boxes: readonly (Box | undefined)[]
}

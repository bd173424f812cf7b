import type { Seen } from './Seen.ts'

/** A map of a net's doubts, 0 to 1, on the grid of its logits, `[height,width]`; undefined where it cannot be made. */
export type MapOf = (seen: Seen) => Float64Array | undefined

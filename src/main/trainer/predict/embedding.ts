import { EMBEDDED } from '../../../shared/domain/frameSignals.ts'
import { streamFor } from '../../../shared/domain/random.ts'
import type { LowMap } from '../losses/contrast/boundarySimilarity.ts'

/** Signs that features are projected with, by their number: the same in every process, so that rounds can be compared. */
const signs = new Map<number, Int8Array>()

/**
 * A frame's features as a direction, `[32]` of length 1: pooled over the frame, then projected with signs of chance, which
 * keeps distances to about a fifth (Johnson–Lindenstrauss).
 */
export function embeddingOf({ values, channels }: LowMap): Float32Array {
  const pooled = new Float64Array(channels)
  for (let at = 0; at < values.length; at += channels)
    for (let c = 0; c < channels; c++) pooled[c]! += values[at + c]!
  const way = signsFor(channels)
  const out = new Float32Array(EMBEDDED)
  for (let i = 0; i < EMBEDDED; i++) {
    let sum = 0
    for (let c = 0; c < channels; c++) sum += way[i * channels + c]! * pooled[c]!
    out[i] = sum
  }
  const length = Math.sqrt(out.reduce((sum, v) => sum + v * v, 0)) || 1
  return out.map((v) => v / length)
}

function signsFor(channels: number): Int8Array {
  const known = signs.get(channels)
  if (known) return known
  const random = streamFor('frame-embedding', channels)
  const drawn = Int8Array.from({ length: EMBEDDED * channels }, () => (random() < 0.5 ? -1 : 1))
  signs.set(channels, drawn)
  return drawn
}

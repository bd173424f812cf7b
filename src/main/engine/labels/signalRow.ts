import type { Insertable } from 'kysely'
import type { FrameSignals } from '../../../shared/domain/frameSignals.ts'
import type { Catalogue } from '../store/schema.ts'

/** A frame's signals as the catalogue keeps them. */
export function signalRow({
  entropy,
  narrowness,
  torn,
  boundary,
  netsDiffer,
  embedding,
}: FrameSignals): Omit<Insertable<Catalogue['signal']>, 'layer_id'> {
  const bytes = Buffer.alloc(4 * embedding.length)
  for (const [i, value] of embedding.entries()) bytes.writeFloatLE(value, 4 * i)
  return {
    entropy,
    narrowness,
    torn: torn?.share ?? null,
    torn_first: torn?.between[0] ?? null,
    torn_second: torn?.between[1] ?? null,
    boundary,
    nets_differ: netsDiffer,
    embedding: bytes,
  }
}

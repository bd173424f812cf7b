import type { FrameSignals } from '../../../shared/domain/frameSignals.ts'
import { meanOf } from '../../../shared/domain/overlap.ts'
import { differenceOf, doubtIn } from './doubt.ts'
import { embeddingOf } from './embedding.ts'
import type { Seen } from './Seen.ts'
import { tornIn } from './torn.ts'

/** What a frame as it is seen says of how much its label would teach. */
export const signalsOf = ({ shares, fused, boundary, second }: Seen): FrameSignals => ({
  ...doubtIn(shares),
  torn: tornIn(shares),
  boundary: meanOf(boundary.map(({ similarity }) => similarity)),
  netsDiffer: second ? differenceOf(shares, second) : null,
  embedding: embeddingOf(fused),
})

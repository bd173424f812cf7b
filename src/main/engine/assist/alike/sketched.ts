import { CHANNELS } from '../../../../shared/assistant/embedding.ts'
import { EMBEDDED } from '../../../../shared/domain/frameSignals.ts'
import { streamFor, whole } from '../../../../shared/domain/random.ts'
import { type Look, NUMBERS } from './look.ts'

/** For each number of a look the one of the 32 that it is added to; below zero, as −1 − place, that it is taken from. */
let places: Int8Array | undefined

/**
 * A look as 32 numbers, as models' embeddings are: each of its numbers goes into one of these by chance, with either sign,
 * which keeps the squared distance of any two looks within a quarter, most often (Weinberger et al. 2009, feature hashing).
 * It asks no other frame, so that none has to be reckoned anew when more are read.
 */
export function sketched({ numbers, scales }: Look): Float32Array {
  places ??= placesByChance()
  const out = new Float32Array(EMBEDDED)
  for (let i = 0; i < NUMBERS; i++) {
    const value = numbers[i]! * scales[Math.floor(i / CHANNELS)]!
    const place = places[i]!
    if (place < 0) out[-1 - place]! -= value
    else out[place]! += value
  }
  return out
}

function placesByChance(): Int8Array {
  const random = streamFor('looks of frames')
  return Int8Array.from({ length: NUMBERS }, () => whole(random, -EMBEDDED, EMBEDDED - 1))
}

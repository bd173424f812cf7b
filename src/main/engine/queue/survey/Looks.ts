import { EMBEDDED } from '../../../../shared/domain/frameSignals.ts'
import { ALIKE_BITS, bits } from '../../../../shared/domain/perceptualHash.ts'

/** Bits in which two pictures of chance differ, of 64. */
const USUAL_BITS = 32
/** Share of the usual distance between two frames up to which they are taken for one. */
const ALIKE = 0.1
/** So many labelled frames stand for all, where they are many and none has been gone through yet. */
const STAND_FOR_ALL = 96

/** What frames look like, a row each in the library's order. */
export interface Appearance {
  /** Which frames have an embedding of the model in use, and these, `[rows,32]`. */
  readonly embedded: Uint8Array
  readonly embeddings: Float32Array
  /** Which frames have a perceptual hash, and its two halves. It needs no model. */
  readonly hashed: Uint8Array
  readonly high: Int32Array
  readonly low: Int32Array
}

/**
 * How far frames are apart: 1 for two that were drawn by chance. By the model's embeddings where both have one, else by how
 * their pictures look (perceptual hash), else 1.
 */
export class Looks {
  readonly rows: number
  /** Frames with an embedding. */
  readonly embeddings: number
  private readonly seen: Appearance
  /** Embeddings about their mean, in units of the usual distance. */
  private readonly vectors: Float32Array
  private nearest: { readonly to: Set<number>; readonly distance: Float32Array } | undefined

  /** Looks as they are now: what comes into `seen` later is not known here. */
  constructor(seen: Appearance) {
    this.seen = { ...seen, embedded: seen.embedded.slice() }
    this.rows = seen.embedded.length
    this.embeddings = seen.embedded.reduce((sum, has) => sum + has, 0)
    this.vectors = standardised(seen, this.embeddings)
  }

  distance(a: number, b: number): number {
    const { embedded, hashed } = this.seen
    if (embedded[a] === 1 && embedded[b] === 1) {
      const { vectors } = this
      let sum = 0
      for (let i = a * EMBEDDED, j = b * EMBEDDED, end = i + EMBEDDED; i < end; i++, j++)
        sum += ((vectors[i] ?? 0) - (vectors[j] ?? 0)) ** 2
      return Math.sqrt(sum)
    }
    return hashed[a] === 1 && hashed[b] === 1 ? this.bitsApart(a, b) / USUAL_BITS : 1
  }

  /** Whether two frames are nearly the same picture: nobody learns twice from it. */
  areAlike(a: number, b: number): boolean {
    const { embedded, hashed } = this.seen
    if (hashed[a] === 1 && hashed[b] === 1 && this.bitsApart(a, b) <= ALIKE_BITS) return true
    return embedded[a] === 1 && embedded[b] === 1 && this.distance(a, b) < ALIKE
  }

  /**
   * Distance of every row to the nearest of some, infinite where there are none. What was gone through before is not gone
   * through again: after a label it is one pass.
   */
  nearestTo(some: readonly number[]): Float32Array {
    const wanted = new Set(some)
    const isKept = this.nearest && [...this.nearest.to].every((row) => wanted.has(row))
    const nearest =
      isKept && this.nearest
        ? this.nearest
        : { to: new Set<number>(), distance: new Float32Array(this.rows).fill(Infinity) }
    const fresh = some.filter((row) => !nearest.to.has(row))
    const step = Math.max(1, Math.ceil(fresh.length / STAND_FOR_ALL))
    for (const [i, row] of fresh.entries()) {
      nearest.to.add(row)
      if (i % step !== 0) continue
      for (let other = 0; other < this.rows; other++) {
        const distance = this.distance(other, row)
        if (distance < (nearest.distance[other] ?? 0)) nearest.distance[other] = distance
      }
    }
    this.nearest = nearest
    return nearest.distance
  }

  private bitsApart(a: number, b: number): number {
    const { high, low } = this.seen
    return bits((high[a] ?? 0) ^ (high[b] ?? 0)) + bits((low[a] ?? 0) ^ (low[b] ?? 0))
  }
}

/** Mean squared distance of two frames is twice their mean squared distance to the mean. */
function standardised({ embedded, embeddings }: Appearance, count: number): Float32Array {
  const about = embeddings.slice()
  if (count === 0) return about
  const mean = new Float64Array(EMBEDDED)
  // Rows without an embedding are zeros, which add nothing.
  for (let at = 0; at < about.length; at++)
    mean[at % EMBEDDED] = (mean[at % EMBEDDED] ?? 0) + (about[at] ?? 0) / count
  let squares = 0
  for (let at = 0; at < about.length; at++) {
    if (embedded[Math.floor(at / EMBEDDED)] !== 1) continue
    const away = (about[at] ?? 0) - (mean[at % EMBEDDED] ?? 0)
    about[at] = away
    squares += away * away
  }
  const usual = Math.sqrt((2 * squares) / count)
  if (usual > 0) for (let at = 0; at < about.length; at++) about[at] = (about[at] ?? 0) / usual
  return about
}

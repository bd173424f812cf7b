/** A stream of numbers in [0,1). */
export type Random = () => number

/**
 * mulberry32: 32-bit state, full period. The first values for seed 1 are .62707394, .00273572, .52744704,
 * which the golden vectors are drawn with (METHODS §5).
 */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * A stream of its own for each list of keys (seed, epoch, sample, …). Streams derived this way need no saved
 * state: a resumed run derives them again, and no worker's speed changes what a sample looks like.
 */
export function streamFor(...keys: readonly (number | string)[]): Random {
  let hash = 0x811c9dc5
  const mix = (value: number) => {
    hash = Math.imul(hash ^ (value & 0xffff), 0x01000193)
    hash = Math.imul(hash ^ (value >>> 16), 0x01000193)
  }
  for (const key of keys) {
    if (typeof key === 'number') mix(key >>> 0)
    else for (let i = 0; i < key.length; i++) mix(key.charCodeAt(i))
    mix(0x9e37)
  }
  hash ^= hash >>> 15
  return mulberry32(Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12))
}

/** A whole number in [from, to]. */
export const whole = (random: Random, from: number, to: number) =>
  from + Math.floor(random() * (to - from + 1))

/** A number in [from, to). */
export const between = (random: Random, from: number, to: number) => from + random() * (to - from)

/** 0…n−1 in random order (Fisher–Yates). */
export function permutation(random: Random, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = whole(random, 0, i)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}

/** The same items in an order of chance. */
export const shuffled = <T>(random: Random, items: readonly T[]): T[] =>
  permutation(random, items.length).map((i) => items[i]!)

/** A standard normal number (Box–Muller). */
export const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** A number of the distribution Beta(a, b), for whole a and b: of a+b−1 even ones, the a-th smallest is one. */
export const beta = (random: Random, a: number, b: number): number =>
  Array.from({ length: a + b - 1 }, random).sort((x, y) => x - y)[a - 1]!

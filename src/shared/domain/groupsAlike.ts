import { rootOf } from './leaders.ts'
import { ALIKE_BITS, bits, hashIn, type PerceptualHash } from './perceptualHash.ts'

/** A part of a hash, as a number. */
type Part = (hash: Hash) => number
const halfOf =
  (word: 'high' | 'low', half: 0 | 1): Part =>
  (hash) =>
    (hash[word] >>> (16 * half)) & 0xffff
const byteOf =
  (word: 'high' | 'low', byte: 0 | 1 | 2 | 3): Part =>
  (hash) =>
    (hash[word] >>> (8 * byte)) & 0xff

/** The four quarters of a hash, one of which any two that are alike share, and four parts of what each leaves over. */
const BANDS: readonly { readonly band: Part; readonly rest: readonly Part[] }[] = [
  {
    band: halfOf('high', 0),
    rest: [byteOf('high', 2), byteOf('high', 3), halfOf('low', 0), halfOf('low', 1)],
  },
  {
    band: halfOf('high', 1),
    rest: [byteOf('high', 0), byteOf('high', 1), halfOf('low', 0), halfOf('low', 1)],
  },
  {
    band: halfOf('low', 0),
    rest: [byteOf('low', 2), byteOf('low', 3), halfOf('high', 0), halfOf('high', 1)],
  },
  {
    band: halfOf('low', 1),
    rest: [byteOf('low', 0), byteOf('low', 1), halfOf('high', 0), halfOf('high', 1)],
  },
]

/** More frames than these share a quarter where pictures have dark corners in common: they are parted once more. */
const MANY = 200

interface Hash extends PerceptualHash {
  readonly frames: number[]
}

/**
 * Groups of ids whose perceptual hashes differ in at most three of 64 bits, or that are paired by other means, directly or
 * over others, the largest first; those that are like no other are left out. Pairs with ids of no row are passed over.
 */
export function groupsAlike(
  rows: Iterable<{ readonly id: number; readonly likeness: string }>,
  pairs: Iterable<readonly [number, number]> = [],
): number[][] {
  const byHash = new Map<string, Hash>()
  for (const { id, likeness } of rows) {
    const known = byHash.get(likeness)
    if (known) known.frames.push(id)
    else byHash.set(likeness, { ...hashIn(likeness), frames: [id] })
  }
  const hashes = [...byHash.values()]
  const leader = Int32Array.from(hashes.keys())
  const all = [...leader.keys()]
  for (const { band, rest } of BANDS)
    for (const bucket of bucketsOf(all, hashes, band))
      if (bucket.length <= MANY) joinClose(bucket, hashes, leader)
      else
        for (const part of rest)
          for (const smaller of bucketsOf(bucket, hashes, part)) joinClose(smaller, hashes, leader)
  joinPairs(pairs, hashes, leader)
  const groups = new Map<number, number[]>()
  hashes.forEach(({ frames }, i) => {
    const root = rootOf(leader, i)
    groups.set(root, [...(groups.get(root) ?? []), ...frames])
  })
  return [...groups.values()]
    .filter((frames) => frames.length > 1)
    .map((frames) => frames.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length)
}

function bucketsOf(places: readonly number[], hashes: readonly Hash[], part: Part): Iterable<number[]> {
  const buckets = new Map<number, number[]>()
  for (const i of places) {
    const key = part(hashes[i]!)
    const bucket = buckets.get(key)
    if (bucket) bucket.push(i)
    else buckets.set(key, [i])
  }
  return buckets.values()
}

function joinClose(bucket: readonly number[], hashes: readonly Hash[], leader: Int32Array): void {
  for (let a = 0; a < bucket.length; a++) {
    const one = hashes[bucket[a]!]!
    for (let b = a + 1; b < bucket.length; b++) {
      const other = hashes[bucket[b]!]!
      if (bits(one.high ^ other.high) + bits(one.low ^ other.low) > ALIKE_BITS) continue
      leader[rootOf(leader, bucket[a]!)] = rootOf(leader, bucket[b]!)
    }
  }
}

function joinPairs(
  pairs: Iterable<readonly [number, number]>,
  hashes: readonly Hash[],
  leader: Int32Array,
): void {
  const hashOf = new Map(hashes.flatMap(({ frames }, i) => frames.map((frame) => [frame, i] as const)))
  for (const [one, other] of pairs) {
    const [a, b] = [hashOf.get(one), hashOf.get(other)]
    if (a !== undefined && b !== undefined) leader[rootOf(leader, a)] = rootOf(leader, b)
  }
}

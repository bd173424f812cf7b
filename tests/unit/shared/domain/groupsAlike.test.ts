import { describe, expect, it } from 'vitest'
import { groupsAlike } from '../../../../src/shared/domain/groupsAlike.ts'
import { type Random, streamFor, whole } from '../../../../src/shared/domain/random.ts'

const hexOf = (bits: bigint) => bits.toString(16).padStart(16, '0')

/** Hashes of pictures whose upper quarter is the same dark corner, some almost those of others. */
function darkCornered(random: Random, count: number): string[] {
  const hashes: bigint[] = []
  for (let i = 0; i < count; i++) {
    const own = (BigInt(whole(random, 0, 0xffff)) << 32n) | BigInt(whole(random, 0, 0xffffffff))
    const like = hashes[whole(random, 0, 3 * count)]
    const flips = Array.from({ length: whole(random, 1, 4) }, () => 1n << BigInt(whole(random, 0, 63)))
    hashes.push(like === undefined ? own : flips.reduce((bits, flip) => bits ^ flip, like))
  }
  return hashes.map(hexOf)
}

/** Pairs that differ in at most three bits, and what they are joined to, by looking at each pair. */
function byAllPairs(hashes: readonly string[]): number[][] {
  const bits = hashes.map((hash) => BigInt(`0x${hash}`))
  const group = hashes.map((_, i) => i)
  const apart = (a: bigint, b: bigint) => (a ^ b).toString(2).replaceAll('0', '').length
  for (let a = 0; a < bits.length; a++)
    for (let b = a + 1; b < bits.length; b++)
      if (group[a] !== group[b] && apart(bits[a]!, bits[b]!) <= 3) {
        const [from, to] = [group[b], group[a]!]
        group.forEach((own, i) => {
          if (own === from) group[i] = to
        })
      }
  const members = group.map(() => [] as number[])
  group.forEach((own, i) => {
    members[own]!.push(i)
  })
  return members.filter((one) => one.length > 1)
}

const inOrder = (groups: readonly number[][]) =>
  groups.map((group) => [...group].sort((a, b) => a - b).join()).sort()

describe('groups of frames that look alike', () => {
  it('are those that each pair tells, however many share a corner', () => {
    const hashes = darkCornered(streamFor(1, 'alike'), 900)
    const groups = groupsAlike(hashes.map((likeness, id) => ({ id, likeness })))
    expect(groups.length).toBeGreaterThan(50)
    expect(inOrder(groups)).toEqual(inOrder(byAllPairs(hashes)))
  })

  it('hold what is paired by other means, over hashes too', () => {
    const rows = ['0', 'ff', '1ff', 'ffff0000'].map((hex, id) => ({ id, likeness: hex.padStart(16, '0') }))
    expect(groupsAlike(rows)).toEqual([[1, 2]])
    expect(groupsAlike(rows, [[3, 2]])).toEqual([[1, 2, 3]])
    expect(groupsAlike(rows, [[0, 9]])).toEqual([[1, 2]])
  })

  it('of forty thousand with one corner take no minute', () => {
    const hashes = darkCornered(streamFor(2, 'alike'), 40_000)
    expect(groupsAlike(hashes.map((likeness, id) => ({ id, likeness }))).length).toBeGreaterThan(1000)
  })
})

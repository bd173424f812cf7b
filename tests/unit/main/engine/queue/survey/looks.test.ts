import { describe, expect, it } from 'vitest'
import { looksAt } from '../../../../../support/candidates.ts'

describe('how far frames are apart', () => {
  it('is one for the usual pair, by embeddings', () => {
    const looks = looksAt([0, 1, 0, 1])
    const pairs = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].map((b) => looks.distance(a, b) ** 2))
    expect(pairs.reduce((sum, d) => sum + d, 0) / pairs.length).toBeCloseTo(1, 5)
    expect(looks.distance(0, 2)).toBe(0)
  })

  it('is by hashes where an embedding is missing, and one where both are', () => {
    const looks = looksAt([0, null, null], ['ffffffff00000000', '0', null])
    expect(looks.distance(0, 1)).toBe(1)
    expect(looks.distance(0, 2)).toBe(1)
    expect(looksAt([], ['f', '0']).distance(0, 1)).toBe(4 / 32)
  })

  it('tells two of one picture: hashes three bits apart, or embeddings that are hardly', () => {
    const hashes = looksAt([], ['0', '7', 'f'])
    expect([hashes.areAlike(0, 1), hashes.areAlike(0, 2), hashes.areAlike(1, 2)]).toEqual([true, false, true])
    const embeddings = looksAt([0, 0.1, 5, 10])
    expect([embeddings.areAlike(0, 1), embeddings.areAlike(1, 2)]).toEqual([true, false])
  })

  it('to the nearest label follows labels that come and go', () => {
    const looks = looksAt([0, 1, 2, 3])
    expect(looks.nearestTo([])[2]).toBe(Infinity)
    expect(looks.nearestTo([0])[2]).toBeCloseTo(looks.distance(0, 2), 5)
    expect(looks.nearestTo([0, 3])[2]).toBeCloseTo(looks.distance(3, 2), 5)
    expect(looks.nearestTo([0])[2]).toBeCloseTo(looks.distance(0, 2), 5)
  })
})

import { describe, expect, it } from 'vitest'
import {
  countedEntropies,
  percentile,
  weightsBelow,
} from '../../../../../src/main/trainer/pseudoLabels/entropyFilter.ts'

describe('the filter by entropy', () => {
  it('finds percentiles between neighbours', () => {
    const rising = Float32Array.of(1, 2, 4, 8)
    // Three gaps: 50 % is half way into the second, 90 % 0.7 into the third.
    expect([0, 50, 100].map((q) => percentile(rising, q))).toEqual([1, 3, 8])
    expect(percentile(rising, 90)).toBeCloseTo(4 + 0.7 * 4, 12)
    expect(percentile(new Float32Array(), 90)).toBe(0)
  })

  it('drops what reaches the threshold, the last one too, and weighs by what is left', () => {
    const entropies = Float32Array.of(3, 1, 9, 2)
    const label = Uint8Array.of(0, 1, 255, 1)
    const rising = countedEntropies(entropies, label)
    expect([...rising]).toEqual([1, 2, 3])
    // Two of four pixels kept: each has 4 / 2 of its share ½ in the mean.
    expect([...weightsBelow(entropies, label, percentile(rising, 100))]).toEqual([0, 1, 0, 1])
    expect([...weightsBelow(entropies, label, percentile(rising, 50))]).toEqual([0, 4, 0, 0])
  })

  it('keeps nothing of what is alike, or padding', () => {
    for (const label of [Uint8Array.of(1, 1), Uint8Array.of(255, 255)]) {
      const entropies = Float32Array.of(0.5, 0.5)
      const threshold = percentile(countedEntropies(entropies, label), 100)
      expect([...weightsBelow(entropies, label, threshold)]).toEqual([0, 0])
    }
  })
})

import { describe, expect, it } from 'vitest'
import { rampAt } from '../../../../../src/main/trainer/pseudoLabels/ramp.ts'

describe('the ramp of a weight', () => {
  it('grows from nearly nothing to the whole weight, and stays there', () => {
    // 40 % of 100 steps: step 19 is half way, e^(−5/4).
    expect(rampAt(0, 100, 0.4)).toBeCloseTo(Math.exp(-5 * (1 - 1 / 40) ** 2), 12)
    expect(rampAt(19, 100, 0.4)).toBeCloseTo(Math.exp(-1.25), 12)
    expect([39, 40, 99].map((step) => rampAt(step, 100, 0.4))).toEqual([1, 1, 1])
  })

  it('is none where its length is none', () => {
    expect(rampAt(0, 100, 0)).toBe(1)
  })
})

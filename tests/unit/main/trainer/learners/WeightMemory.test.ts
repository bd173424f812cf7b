import { describe, expect, it } from 'vitest'
import { WeightMemory } from '../../../../../src/main/trainer/learners/WeightMemory.ts'

/** Lengths that fill the last four floats, and that do not. */
const LENGTHS = [1, 3, 4, 5, 16, 17, 103]

describe('the memory of a net’s weights', () => {
  it.each(LENGTHS)('moves %i weights as momentum descent says', (length) => {
    const memory = new WeightMemory(1024)
    const [p, v, g] = [memory.take(length), memory.take(length), memory.take(length)]
    const start = filled(p, 1)
    const rates = { rate: 0.1, momentum: 0.9, decay: 0.01 }
    const expected = { p: [...start], v: start.map(() => 0) }
    for (let step = 0; step < 3; step++) {
      const slope = filled(g, 2 + step)
      memory.move(p, v, g, rates)
      expected.v = expected.v.map((speed, i) => 0.9 * speed + slope[i]! + 0.01 * expected.p[i]!)
      expected.p = expected.p.map((value, i) => value - 0.1 * expected.v[i]!)
    }
    expectClose(p, expected.p)
    expectClose(v, expected.v)
  })

  it.each(LENGTHS)('averages %i weights, and from nothing kept it is the other', (length) => {
    const memory = new WeightMemory(1024)
    const [mean, value] = [memory.take(length), memory.take(length)]
    const [before, other] = [filled(mean, 1), filled(value, 2)]
    memory.average(mean, value, 0.75)
    expectClose(
      mean,
      before.map((m, i) => 0.75 * m + 0.25 * other[i]!),
    )
    memory.average(mean, value, 0)
    expect([...mean]).toEqual([...value])
  })

  it('leaves what lies beside an array alone', () => {
    const memory = new WeightMemory(1024)
    const [before, p, after] = [memory.take(5), memory.take(5), memory.take(5)]
    const [v, g] = [memory.take(5), memory.take(5)]
    const [left, right] = [filled(before, 1), filled(after, 2)]
    filled(p, 3)
    filled(g, 4)
    memory.move(p, v, g, { rate: 1, momentum: 1, decay: 1 })
    memory.average(p, g, 0.5)
    expect([...before]).toEqual(left)
    expect([...after]).toEqual(right)
    const gap = new Float32Array(p.buffer, p.byteOffset + p.byteLength, 11)
    expect(gap.every((float) => float === 0)).toBe(true)
  })

  it('does nothing to nothing', () => {
    const memory = new WeightMemory(64)
    const [none, next] = [memory.take(0), memory.take(4)]
    const kept = filled(next, 1)
    memory.move(none, none, none, { rate: 1, momentum: 1, decay: 1 })
    memory.average(none, none, 0.5)
    expect([...next]).toEqual(kept)
  })

  it('says when it is full', () => {
    const memory = new WeightMemory(16_384)
    memory.take(16_000)
    expect(() => memory.take(1000)).toThrow(RangeError)
  })
})

/** Writes numbers between −1 and 1 that floats of 32 bits hold; returns them. */
function filled(floats: Float32Array, salt: number): number[] {
  for (let i = 0; i < floats.length; i++) floats[i] = Math.sin(salt * 100 + i)
  return [...floats]
}

function expectClose(floats: Float32Array, expected: readonly number[]): void {
  expect(floats.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(Math.abs(floats[i]! - value)).toBeLessThan(1e-6)
}

import { expect, it } from 'vitest'
import { beta, mulberry32, permutation, streamFor } from '../../../../src/shared/domain/random.ts'

it('draws the published first values of mulberry32', () => {
  const random = mulberry32(1)
  expect([random(), random(), random()].map((v) => v.toFixed(8))).toEqual([
    '0.62707394',
    '0.00273572',
    '0.52744704',
  ])
})

it('gives different keys unrelated streams and the same keys the same one', () => {
  expect(streamFor(1, 'a', 2)()).toBe(streamFor(1, 'a', 2)())
  const firsts = Array.from({ length: 2000 }, (_, i) => streamFor(7, 'weak', i)())
  expect(new Set(firsts).size).toBe(2000)
  expect(firsts.reduce((a, b) => a + b) / 2000).toBeCloseTo(0.5, 1)
})

it('permutes: everything once', () => {
  expect(permutation(mulberry32(3), 50).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, i) => i),
  )
})

it.each([
  [8, 2, 0.8, 16 / 1100],
  [4, 4, 0.5, 16 / 576],
])('draws of Beta(%i, %i) with its mean and variance', (a, b, mean, variance) => {
  const random = mulberry32(4)
  const drawn = Array.from({ length: 4000 }, () => beta(random, a, b))
  const average = (values: readonly number[]) => values.reduce((x, y) => x + y) / values.length
  expect(Math.abs(average(drawn) - mean)).toBeLessThan(0.01)
  expect(Math.abs(average(drawn.map((x) => (x - mean) ** 2)) / variance - 1)).toBeLessThan(0.1)
})

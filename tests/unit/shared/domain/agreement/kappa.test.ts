import { describe, expect, it } from 'vitest'
import { kappaOf, kappaOfClass, kappaWord } from '../../../../../src/shared/domain/agreement/kappa.ts'
import { emptyTable } from '../../../../../src/shared/domain/crossTable.ts'

const tableOf = (...cells: readonly (readonly [one: number, other: number, pixels: number])[]) => {
  const table = emptyTable()
  for (const [one, other, pixels] of cells) table[one * 8 + other] = pixels
  return table
}

describe('kappa', () => {
  it('is what the books say of two readers', () => {
    // Cohen's own kind of example: 20, 5, 10, 15.
    expect(kappaOf(tableOf([0, 0, 20], [0, 1, 5], [1, 0, 10], [1, 1, 15]))).toBeCloseTo(0.4, 12)
  })

  it('is 1 where they agree, 0 where they do as chance would, below where they do the opposite', () => {
    expect(kappaOf(tableOf([0, 0, 5], [2, 2, 9]))).toBe(1)
    expect(kappaOf(tableOf([0, 0, 25], [0, 1, 25], [1, 0, 25], [1, 1, 25]))).toBeCloseTo(0, 12)
    expect(kappaOf(tableOf([0, 1, 25], [1, 0, 25]))).toBe(-1)
  })

  it('is not told where both say one thing of all pixels, or there are none', () => {
    expect(kappaOf(tableOf([0, 0, 100]))).toBeNull()
    expect(kappaOf(emptyTable())).toBeNull()
    expect(kappaOfClass(tableOf([0, 0, 60], [1, 1, 40]), 2)).toBeNull()
  })

  it('of a class asks only whether it is that class', () => {
    const table = tableOf([0, 0, 50], [1, 1, 20], [1, 2, 10], [2, 2, 20])
    expect(kappaOfClass(table, 0)).toBe(1)
    expect(kappaOfClass(table, 1)).toBeCloseTo(0.737, 3)
  })
})

describe('the words for kappa', () => {
  it.each([
    [-0.1, 'poor'],
    [0, 'slight'],
    [0.2, 'slight'],
    [0.21, 'fair'],
    [0.41, 'moderate'],
    [0.61, 'substantial'],
    [0.8, 'substantial'],
    [0.81, 'almostPerfect'],
    [1, 'almostPerfect'],
  ] as const)('%f is %s', (kappa, word) => expect(kappaWord(kappa)).toBe(word))
})

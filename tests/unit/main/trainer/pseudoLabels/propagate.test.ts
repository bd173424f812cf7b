import { describe, expect, it } from 'vitest'
import { propagate } from '../../../../../src/main/trainer/pseudoLabels/propagate.ts'

const WEIGHT = 1 / 16
const labelled = (pseudoLabel: readonly number[], trusted: readonly number[]) => ({
  pseudoLabel: Uint8Array.from(pseudoLabel),
  weights: Float32Array.from(pseudoLabel, (_, pixel) => (trusted.includes(pixel) ? WEIGHT : 0)),
})
const regions = (...lists: readonly (readonly number[])[]) => lists.map((list) => Int32Array.from(list))
const trustedIn = (weights: Float32Array) => [...weights.keys()].filter((pixel) => weights[pixel] === WEIGHT)

describe('what spreads over regions of alike pixels', () => {
  it('is the class that rules among the trusted, and a later region meets what an earlier one has changed', () => {
    // Two images of 8 pixels.
    const first = labelled(
      [1, 1, 1, 2, 0, 1, 1, 0, 2, 2, 2, 2, 0, 0, 1, 1],
      [0, 1, 2, 3, 5, 6, 8, 9, 10, 12, 13],
    )
    const spread = propagate(
      first,
      regions(
        // 4 of 5 are trusted, 3 of those 4 are 1: so all are.
        [0, 1, 2, 3, 4],
        // 3, 5 and 6 of 4 are trusted, 4 is not, though it has become so; 3 was 2, which would have been too much.
        [3, 4, 5, 6],
        // 3 of 4 in the second image, all of them 2.
        [8, 9, 10, 11],
        // Two of four trusted: too few.
        [12, 13, 14, 15],
      ),
      0.7,
    )
    expect([...spread.pseudoLabel]).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 2, 2, 2, 2, 0, 0, 1, 1])
    expect(trustedIn(spread.weights)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13])
    // What came in is as it was.
    expect([...first.pseudoLabel.subarray(3, 5)]).toEqual([2, 0])
    expect(first.weights[4]).toBe(0)
  })

  it.each([
    ['that is empty', []],
    ['without a trusted pixel', [6, 7]],
    ['of which less than the threshold is trusted', [0, 1, 4, 6, 7]],
    ['whose largest class is the threshold and not more', [0, 1, 2, 3]],
  ])('leaves a region as it is %s', (_, region) => {
    const first = labelled([1, 1, 1, 2, 1, 1, 0, 0], [0, 1, 2, 3, 4])
    expect(propagate(first, regions(region), 0.75)).toEqual(first)
  })

  it('takes a region whose trusted share is the threshold', () => {
    const first = labelled([1, 1, 1, 0], [0, 1, 2])
    const { pseudoLabel, weights } = propagate(first, regions([0, 1, 2, 3]), 0.75)
    expect([...pseudoLabel]).toEqual([1, 1, 1, 1])
    expect(trustedIn(weights)).toEqual([0, 1, 2, 3])
  })
})

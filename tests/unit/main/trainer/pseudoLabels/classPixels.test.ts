import { describe, expect, it } from 'vitest'
import { classPixels, type SeenPixels } from '../../../../../src/main/trainer/pseudoLabels/classPixels.ts'

/** Two labelled pixels, then four unlabelled ones. */
const seen: SeenPixels = {
  labelled: 2,
  label: Uint8Array.of(0, 1, 0, 1, 2, 255),
  probability: Float32Array.from(
    [
      [0.2, 0.7, 0.1],
      [0.15, 0.25, 0.6],
      [0.5, 0.1, 0.4],
      [0.4, 0.4, 0.2],
      [0.1, 0.2, 0.7],
      [0.1, 0.8, 0.1],
    ].flat(),
  ),
  low: Uint8Array.of(1, 1, 1, 0, 1, 1),
  high: Uint8Array.of(1, 1, 0, 1, 1, 1),
}

const found = (ofClass: number, negatives: 'paper' | 'code', ranks: readonly [number, number]) => {
  const pixels = classPixels(ofClass, seen, 0.25, { negatives, ranks })
  return [pixels.members, pixels.anchors, pixels.negatives].map((places) => [...places])
}

describe('the pixels of a class', () => {
  it('are members where they are of low entropy, anchors where the teacher thinks so too', () => {
    expect(found(0, 'paper', [1, 3]).slice(0, 2)).toEqual([[0, 2], [2]])
    // .25 is not more than .25; pixel 3 is not of low entropy.
    expect(found(1, 'paper', [1, 3]).slice(0, 2)).toEqual([[1], []])
    expect(found(2, 'paper', [1, 3]).slice(0, 2)).toEqual([[4], [4]])
  })

  it("are surely not of it by the paper's ranks", () => {
    // Labelled otherwise and yet thought likeliest; unlabelled, of high entropy, and ranked second or third.
    expect(found(0, 'paper', [1, 3])[2]).toEqual([4])
    expect(found(1, 'paper', [1, 3])[2]).toEqual([0, 3, 4])
    expect(found(2, 'paper', [1, 3])[2]).toEqual([1, 3])
    expect(found(2, 'paper', [2, 3])[2]).toEqual([1, 3])
    expect(found(1, 'paper', [2, 3])[2]).toEqual([0])
  })

  it('are so in the public code only where they are labelled as of it', () => {
    expect([0, 1, 2].map((c) => found(c, 'code', [1, 3])[2])).toEqual([[], [3], []])
  })

  it('are none by the published ranks, with three classes', () => {
    for (const c of [0, 1, 2]) expect(found(c, 'code', [3, 20])[2]).toEqual([])
    // By the paper's, labelled ones are: there every class is among the three likeliest.
    expect(found(0, 'paper', [3, 20])[2]).toEqual([1])
  })
})

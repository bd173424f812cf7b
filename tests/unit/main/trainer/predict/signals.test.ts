import { describe, expect, it } from 'vitest'
import { boundaryPixels } from '../../../../../src/main/trainer/losses/contrast/boundarySimilarity.ts'
import type { ClassShares } from '../../../../../src/main/trainer/predict/ClassShares.ts'
import { differenceOf, doubtIn } from '../../../../../src/main/trainer/predict/doubt.ts'
import { embeddingOf } from '../../../../../src/main/trainer/predict/embedding.ts'
import { signalsOf } from '../../../../../src/main/trainer/predict/signals.ts'
import { tornIn } from '../../../../../src/main/trainer/predict/torn.ts'
import { EMBEDDED } from '../../../../../src/shared/domain/frameSignals.ts'
import { resizeNearest } from '../../../../../src/shared/domain/mask.ts'

type Cell = readonly number[]
const SURE: Cell = [1, 0, 0]
const BENIGN: Cell = [0, 1, 0]
const MALIGNANT: Cell = [0, 0, 1]
const EVEN: Cell = [1 / 3, 1 / 3, 1 / 3]

/** A frame of 10 × 10 cells, the first as given, background behind them. */
function shares(...first: readonly Cell[]): ClassShares {
  const cells = [...first, ...Array.from({ length: 100 - first.length }, () => SURE)]
  return { width: 10, height: 10, classes: 3, data: Float32Array.from(cells.flat()) }
}
const many = (cell: Cell, count: number): Cell[] => Array.from({ length: count }, () => cell)

describe('what is doubted', () => {
  it('is nothing where the net is sure, of a lesion too', () => {
    expect(doubtIn(shares())).toEqual({ entropy: 0, narrowness: 0 })
    expect(doubtIn(shares(...many(MALIGNANT, 20)))).toEqual({ entropy: 0, narrowness: 0 })
  })

  it('is all where every class is as probable, however small the part of the frame', () => {
    for (const count of [1, 20, 100]) {
      const { entropy, narrowness } = doubtIn(shares(...many(EVEN, count)))
      expect(entropy).toBeCloseTo(1, 5)
      expect(narrowness).toBeCloseTo(1, 5)
    }
  })

  it('tells entropy from narrowness: many small rivals against one large', () => {
    const two = doubtIn(shares(...many([0, 0.5, 0.5], 10)))
    const three = doubtIn(shares(...many([0.4, 0.3, 0.3], 10)))
    expect(two.narrowness).toBeGreaterThan(three.narrowness)
    expect(two.entropy).toBeLessThan(three.entropy)
  })
})

describe('a lesion between two classes', () => {
  it('is told with the share and the classes', () => {
    const torn = tornIn(shares(...many([0.1, 0.5, 0.4], 3), ...many(MALIGNANT, 9)))
    expect(torn).toEqual({ share: 0.25, between: [1, 2] })
  })

  it('is not where one class leads clearly, where there is no lesion, and with one lesion class', () => {
    expect(tornIn(shares(...many([0, 0.7, 0.3], 8)))?.share).toBe(0)
    expect(tornIn(shares())).toBeNull()
    expect(tornIn({ width: 1, height: 1, classes: 2, data: Float32Array.of(0.4, 0.6) })).toBeNull()
  })

  it('names the pair that most of it lies between', () => {
    const cells = [...many([0, 0.5, 0.5, 0], 2), ...many([0, 0, 0.45, 0.55], 5)]
    const data = Float32Array.from(cells.flat())
    expect(tornIn({ width: 7, height: 1, classes: 4, data })).toEqual({ share: 1, between: [2, 3] })
  })
})

describe('two nets', () => {
  it('differ by the share of lesion that they call differently', () => {
    const one = shares(...many(BENIGN, 10))
    expect(differenceOf(one, one)).toBe(0)
    expect(differenceOf(one, shares(...many(BENIGN, 5), ...many(MALIGNANT, 5)))).toBe(0.5)
    expect(differenceOf(one, shares())).toBe(1)
    expect(differenceOf(shares(), shares())).toBe(0)
  })
})

describe('signals of a frame', () => {
  const low = (of: (cell: number, channel: number) => number) => ({
    values: Float32Array.from({ length: 100 * 8 }, (_, i) => of(Math.floor(i / 8), i % 8)),
    height: 10,
    width: 10,
    channels: 8,
  })
  const mask = { width: 10, height: 10, data: new Uint8Array(100).fill(1, 0, 50) }
  const seenOn = (fused: ReturnType<typeof low>, labels = mask) =>
    signalsOf({
      shares: shares(),
      fused,
      mask: labels,
      picture: { width: 20, height: 20 },
      boundary: boundaryPixels(fused, resizeNearest(labels, 20, 20).data, 20, 20),
      means: new Map(),
      second: undefined,
    })

  it('have an ambiguous boundary where features on both sides are alike, and none without a boundary', () => {
    const alike = seenOn(low(() => 1))
    const apart = seenOn(low((cell, channel) => Number((cell < 50 ? 0 : 1) === channel)))
    expect(alike.boundary).toBeCloseTo(1, 5)
    expect(apart.boundary).toBeLessThan(0.3)
    const background = { ...mask, data: new Uint8Array(100) }
    expect(
      seenOn(
        low(() => 1),
        background,
      ).boundary,
    ).toBeNull()
  })

  it('have no difference of nets where there is one net', () => {
    expect(seenOn(low(() => 1)).netsDiffer).toBeNull()
  })

  it('embed frames as directions: the same again, others elsewhere', () => {
    const one = embeddingOf(low((_, channel) => channel + 1))
    expect(one).toHaveLength(EMBEDDED)
    expect(Math.hypot(...one)).toBeCloseTo(1, 5)
    expect(embeddingOf(low((_, channel) => channel + 1))).toEqual(one)
    // Brighter features are no other frame.
    const brighter = embeddingOf(low((_, channel) => 3 * (channel + 1)))
    for (const [i, value] of brighter.entries()) expect(value).toBeCloseTo(one[i] ?? 0, 4)
    const other = embeddingOf(low((_, channel) => 8 - channel))
    expect(one.reduce((sum, v, i) => sum + v * (other[i] ?? 0), 0)).toBeLessThan(0.9)
  })
})

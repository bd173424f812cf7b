import { describe, expect, it } from 'vitest'
import { dice } from '../../../../src/main/trainer/metrics/overlap.ts'
import { surfaceDice } from '../../../../src/shared/domain/surfaceDice.ts'

const [height, width] = [24, 30]
const disc = (cy: number, cx: number, r: number) =>
  Uint8Array.from({ length: height * width }, (_, i) =>
    Math.hypot(Math.floor(i / width) - cy, (i % width) - cx) < r ? 1 : 0,
  )
const truth = disc(11, 13, 7)
const predicted = disc(12, 15, 6.5)

/** Vector N of METHODS §5, computed by DeepMind's surface-distance. */
describe('vector N', () => {
  it('agrees on Dice', () => expect(dice(truth, predicted)).toBeCloseTo(0.787234, 6))
  it.each([
    ['slab3d', [0.940494, 0.993323, 1]],
    ['contour2d', [0.516144, 0.912591, 1]],
  ] as const)('agrees on %s at 1, 2, 3 px', (form, expected) => {
    const found = [1, 2, 3].map((tolerance) => surfaceDice(truth, predicted, height, width, tolerance, form))
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 5)
  })
  it('is 0 against nothing and undefined for nothing', () => {
    const nothing = new Uint8Array(truth.length)
    expect(surfaceDice(truth, nothing, height, width, 2, 'slab3d')).toBe(0)
    expect(surfaceDice(nothing, nothing, height, width, 2, 'slab3d')).toBeNull()
  })
})

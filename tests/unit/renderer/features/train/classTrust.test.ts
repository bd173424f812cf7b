import { describe, expect, it } from 'vitest'
import { classTrust } from '../../../../../src/renderer/features/train/classTrust.ts'
import type { Curves } from '../../../../../src/shared/contract/training.ts'

const STEPS = 200

/** A round that has gone so many steps: the share trusted of its second lesion class, and its overlap when looked at. */
const roundOf = (
  steps: number,
  share: (step: number) => number,
  overlaps: readonly (number | null)[] = [],
): Curves => ({
  losses: Array.from({ length: steps }, (_, n) => ({
    step: n + 1,
    losses: {},
    thresholds: [0.9, 0.8, 0.6],
    share: [0.5, 0.02, share(n + 1)],
  })),
  iou: overlaps.map((overlap, n) => ({ step: 50 * (n + 1), iou: [0.9, 0.4, overlap], miou: 0.5 })),
})
const malignant = (curves: Curves) => classTrust(curves, STEPS, 3)[1]

describe('a class while a round runs', () => {
  it('is not judged by the first steps', () => {
    expect(malignant(roundOf(19, () => 0))?.state).toBe('early')
    expect(malignant({ losses: [], iou: [] })).toMatchObject({ state: 'early', asked: null, trusted: null })
  })

  it('is trusted as long as some of it is, and told with what it asks for', () => {
    const curves = roundOf(60, (step) => (step % 3 === 0 ? 0.003 : 0), [0.3])
    expect(malignant(curves)).toMatchObject({ class: 2, state: 'trusted', asked: 0.6, overlap: 0.3 })
    expect(malignant(curves)?.trusted).toBeCloseTo(0.001, 3)
  })

  it('fades where a fifth is left of what was, and is ignored where nothing is', () => {
    expect(malignant(roundOf(80, (step) => (step <= 40 ? 0.01 : 0.001)))?.state).toBe('fading')
    expect(malignant(roundOf(80, (step) => (step <= 40 ? 0.01 : 0)))?.state).toBe('ignored')
    expect(
      classTrust(
        roundOf(80, () => 0),
        STEPS,
        3,
      )[0]?.state,
    ).toBe('trusted')
  })

  it('is lost where it was found and is not, and where half the round has not found it', () => {
    const trusted = () => 0.01
    expect(malignant(roundOf(60, trusted, [0]))?.state).toBe('trusted')
    expect(malignant(roundOf(80, trusted, [0.2, 0]))?.state).toBe('lost')
    expect(malignant(roundOf(110, trusted, [0, 0]))?.state).toBe('lost')
    expect(malignant(roundOf(110, trusted, [null, null]))?.state).toBe('trusted')
  })

  it('is learned from labels alone by a method without a filter', () => {
    const { losses, iou } = roundOf(60, () => 0, [0.3])
    const bare = losses.map((point) => ({ ...point, thresholds: [], share: [] }))
    expect(malignant({ losses: bare, iou })).toMatchObject({ state: 'unasked', asked: null, trusted: null })
  })
})

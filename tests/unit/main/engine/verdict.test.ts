import { expect, it } from 'vitest'
import { verdictOf } from '../../../../src/main/engine/models/verdict.ts'
import type { Scores } from '../../../../src/shared/trainer/protocol.ts'

/** Scores of ten patients whose foreground overlap is `right` of 100 pixels. */
function scores(right: (patient: number) => number): Scores {
  const perFrame = Array.from({ length: 10 }, (_, p) => ({
    id: String(p),
    patient: `P${p}`,
    modality: 'NBI',
    intersection: [900, right(p)],
    union: [1000, 100],
    dice: null,
    nsdSlab: null,
    nsdContour: null,
  }))
  const mean = perFrame.reduce((sum, f) => sum + f.intersection[1]!, 0) / 1000
  return {
    iou: [0.9, mean],
    miou: (0.9 + mean) / 2,
    dice: null,
    miouForeground: mean,
    nsd: { slab3d: null, contour2d: null },
    interval: { miou: [0, 1], dice: [0, 1] },
    byPatient: [],
    byModality: [],
    perFrame,
  }
}

it('is better or worse only where resampled patients leave no doubt', () => {
  const before = scores(() => 50)
  expect(
    verdictOf(
      scores(() => 60),
      before,
    ).overall,
  ).toBe('better')
  expect(
    verdictOf(
      scores(() => 40),
      before,
    ),
  ).toMatchObject({ overall: 'worse', patientsWorse: expect.arrayContaining(['P0', 'P9']) as unknown })
  expect(
    verdictOf(
      scores((p) => (p % 2 === 0 ? 75 : 27)),
      before,
    ).overall,
  ).toBe('same')
  expect(verdictOf(before, null).overall).toBe('first')
})

import { expect, it } from 'vitest'
import { figuresFor } from '../../../../../../src/main/cli/experiment/measures/figures.ts'
import { frameRows, sumOf } from '../../../../../../src/main/cli/experiment/measures/frameRows.ts'
import { scoreSet } from '../../../../../../src/main/trainer/metrics/scores.ts'
import type { FrameScore } from '../../../../../../src/shared/trainer/protocol.ts'

const frame = (id: string, more: Partial<FrameScore>): FrameScore => ({
  id,
  patient: id,
  modality: 'NBI',
  truth: [80, 15, 5],
  intersection: [70, 10, 0],
  union: [90, 25, 5],
  dice: 0.4,
  nsdSlab: 0.5,
  nsdContour: 0.25,
  ...more,
})
const frames = [
  frame('a', {}),
  frame('b', { intersection: [60, 0, 7], union: [95, 8, 30], dice: 0.9, nsdSlab: null }),
  frame('c', { dice: null, nsdContour: null, intersection: [100, 0, 0], union: [100, 0, 0] }),
]

it('has the figures that a run is scored by', () => {
  const sum = sumOf(frameRows(frames))
  const found = Object.fromEntries(figuresFor(3).map(({ name, of }) => [name, of(sum)]))
  const { iou, miou, miouForeground, dice, nsd } = scoreSet(frames)
  const near = (value: number | null) => expect.closeTo(value ?? Number.NaN, 12)
  expect(found).toEqual({
    'IoU 0': near(iou[0]!),
    'IoU 1': near(iou[1]!),
    'IoU 2': near(iou[2]!),
    mIoU: near(miou),
    'mIoU lesions': near(miouForeground),
    DSC: near(dice),
    'NSD slab3d': near(nsd.slab3d),
    'NSD contour2d': near(nsd.contour2d),
  })
})

it('weighs frames, and has no figure of none', () => {
  const rows = frameRows(frames)
  const twice = sumOf(rows, [2, 1, 0])
  const [iou0] = figuresFor(3)
  expect(iou0!.of(twice)).toBeCloseTo((2 * 70 + 60) / (2 * 90 + 95), 12)
  expect(figuresFor(3).map(({ of }) => of(sumOf(rows, [0, 0, 0])))).toEqual(Array(8).fill(null))
})

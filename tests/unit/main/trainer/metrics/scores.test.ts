import { expect, it } from 'vitest'
import { scoreFrame, scoreSet } from '../../../../../src/main/trainer/metrics/scores.ts'

const mask = (...data: number[]) => ({ width: data.length, height: 1, data: Uint8Array.from(data) })
const frame = (patient: string, modality: string, truth: number[], predicted: number[]) =>
  scoreFrame({ id: patient + modality, patient, modality }, mask(...truth), mask(...predicted), 2)

const frames = [
  frame('P1', 'NBI', [0, 0, 1, 1], [0, 0, 1, 1]),
  frame('P1', 'WLI', [0, 0, 1, 1], [0, 0, 0, 1]),
  frame('P2', 'NBI', [0, 0, 1, 1], [1, 1, 0, 0]),
]

it('scores a set, each patient and each modality, with and without background', () => {
  const scores = scoreSet(frames)
  expect(scores.iou).toEqual([4 / 9, 3 / 8])
  expect(scores.miou).toBeCloseTo((4 / 9 + 3 / 8) / 2)
  expect(scores.miouForeground).toBe(3 / 8)
  expect(scores.byPatient.map(({ name, frames: n, iou }) => [name, n, iou])).toEqual([
    ['P1', 2, [4 / 5, 3 / 4]],
    ['P2', 1, [0, 0]],
  ])
  expect(scores.byModality.map(({ name, frames: n }) => [name, n])).toEqual([
    ['NBI', 2],
    ['WLI', 1],
  ])
})

it('gives an interval that covers what other patients would have given', () => {
  const { interval } = scoreSet(frames)
  expect(interval.miou[0]).toBe(0)
  expect(interval.miou[1]).toBeCloseTo((4 / 5 + 3 / 4) / 2)
})

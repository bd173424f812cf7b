import { expect, it } from 'vitest'
import { labelledDraw } from '../../../../../src/main/trainer/data/labelledDraw.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'

const holding = (...classes: number[]) =>
  encodeMask({ width: 4, height: 1, data: Uint8Array.of(0, 0, 0, 0).map((_, i) => classes[i] ?? 0) })

/** How often each frame comes. */
const times = (masks: readonly Uint8Array[], share: number) => {
  const { frames } = labelledDraw(masks, share)
  return masks.map((_, i) => frames.filter((index) => index === i).length)
}

it('draws frames of a rare class as often as if a share of all held it', () => {
  const masks = [holding(1), holding(2), ...Array.from({ length: 10 }, () => holding(1))]
  expect(times(masks, 1 / 3)).toEqual([1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
})

it('goes by the rarest class of a frame', () => {
  const masks = [holding(2), holding(1, 2), ...Array.from({ length: 10 }, () => holding())]
  expect(times(masks, 0.5)).toEqual([3, 6, ...Array.from({ length: 10 }, () => 1)])
})

it('draws all alike where nothing is rare, or nothing is said', () => {
  const masks = [holding(1), holding(1), holding(255, 255), holding()]
  expect(times(masks, 0.3)).toEqual([1, 1, 1, 1])
  expect(times([holding(2), holding(), holding(), holding(), holding()], 0)).toEqual([1, 1, 1, 1, 1])
})

it('tells which rare classes each frame holds, the common ones beside them not', () => {
  const masks = [holding(1, 2), holding(1), holding(1), holding(255), holding(3)]
  expect(labelledDraw(masks, 0.3).rare).toEqual([[2], [], [], [], [3]])
  expect(labelledDraw(masks, 0).rare).toEqual([[], [], [], [], []])
})

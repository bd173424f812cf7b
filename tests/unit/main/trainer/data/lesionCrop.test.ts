import { expect, it } from 'vitest'
import { lesionCrop } from '../../../../../src/main/trainer/data/lesionCrop.ts'
import { drawWeakView } from '../../../../../src/main/trainer/data/weakView.ts'
import { countValues } from '../../../../../src/shared/domain/mask.ts'
import { streamFor } from '../../../../../src/shared/domain/random.ts'
import { labelWindow } from '../../../../../src/shared/domain/resample.ts'

const [WIDTH, HEIGHT, SIZE] = [120, 90, 32]

const maskWith = (lesions: readonly (readonly [c: number, x: number, y: number, side: number])[]) => {
  const mask = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT) }
  for (const [c, x, y, side] of lesions)
    for (let row = y; row < y + side; row++) mask.data.fill(c, row * WIDTH + x, row * WIDTH + x + side)
  return mask
}

/** Share of 400 crops that show each class. */
function shown(mask: ReturnType<typeof maskWith>, classes: readonly number[]): [one: number, two: number] {
  const counts: [number, number] = [0, 0]
  for (let i = 0; i < 400; i++) {
    const random = streamFor(i)
    const drawn = drawWeakView(WIDTH, HEIGHT, SIZE, random, 'random')
    const window = lesionCrop(drawn, mask, classes, random)
    const inside = window.left >= 0 && window.top >= 0
    expect(inside && window.left <= Math.max(0, window.width - SIZE)).toBe(true)
    expect(window.top <= Math.max(0, window.height - SIZE)).toBe(true)
    const seen = countValues({ width: SIZE, height: SIZE, data: labelWindow(mask, window, 255) })
    if (seen[1]! > 0) counts[0]++
    if (seen[2]! > 0) counts[1]++
  }
  return [counts[0] / 400, counts[1] / 400]
}

it('shows a lesion in every crop, wherever it lies and however large the frame is drawn', () => {
  for (const corner of [[0, 0] as const, [112, 82] as const, [60, 40] as const]) {
    const mask = maskWith([[1, ...corner, 8]])
    expect(shown(mask, [])[0]).toBeLessThan(0.6)
    expect(shown(mask, [1])[0]).toBeGreaterThan(0.98)
  }
})

it('shows a small class as often as a large one beside it', () => {
  const [large, small] = shown(
    maskWith([
      [1, 0, 0, 50],
      [2, 110, 80, 6],
    ]),
    [1, 2],
  )
  expect(small).toBeGreaterThan(0.45)
  expect(large).toBeGreaterThan(0.45)
})

it('goes by the classes that are wanted', () => {
  const mask = maskWith([
    [1, 0, 0, 50],
    [2, 110, 80, 6],
  ])
  expect(shown(mask, [2])[1]).toBeGreaterThan(0.98)
})

it('leaves the crop where there is nothing to show', () => {
  const window = drawWeakView(WIDTH, HEIGHT, SIZE, streamFor(1), 'random')
  expect(lesionCrop(window, maskWith([[1, 3, 3, 9]]), [], streamFor(2))).toEqual(window)
  expect(lesionCrop(window, maskWith([[1, 3, 3, 9]]), [2], streamFor(2))).toEqual(window)
})

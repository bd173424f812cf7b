import { expect, it } from 'vitest'
import { partInLarge, partsIn, pseudoLabel } from '../../../../src/shared/domain/pseudoLabel.ts'

/** Two lesions of class 1 left and right, and one of class 2 below, on a grid of 12 × 8. */
const grid = { width: 12, height: 8, classes: 3 }
const classAt = (x: number, y: number) => {
  if (y >= 2 && y < 5 && (x < 3 || x >= 9)) return 1
  return y >= 6 && x >= 5 && x < 7 ? 2 : 0
}
const probabilities = {
  ...grid,
  data: Uint8Array.from({ length: 12 * 8 * 3 }, (_, i) => {
    const cell = Math.floor(i / 3)
    return classAt(cell % 12, Math.floor(cell / 12)) === i % 3 ? 200 : 27
  }),
}

it('is the most probable class of each pixel, enlarged as logits are', () => {
  const { data } = pseudoLabel(probabilities, 12, 8)
  for (const [i, value] of data.entries()) expect(value).toBe(classAt(i % 12, Math.floor(i / 12)))
  const large = pseudoLabel(probabilities, 23, 15)
  // Corners lie on corners: every other pixel is a cell.
  for (const [i, value] of data.entries())
    expect(large.data[2 * Math.floor(i / 12) * 23 + 2 * (i % 12)]).toBe(value)
})

it('falls into connected parts, lesions before background and without specks', () => {
  const label = pseudoLabel(probabilities, 12, 8)
  const parts = partsIn(label, 3, 5)
  expect(parts.map(({ value, pixels }) => [value, pixels])).toEqual([
    [1, 9],
    [1, 9],
    [0, 12 * 8 - 22],
  ])
  for (const { mask, pixels } of parts) expect(mask.data.filter((v) => v === 1)).toHaveLength(pixels)
})

it('gives a part that was chosen small in the frame’s own size, whole and nothing of another', () => {
  const small = pseudoLabel(probabilities, 12, 8)
  const large = pseudoLabel(probabilities, 240, 160)
  const [left] = partsIn(small, 3, 5)
  if (!left) throw new Error('There is no part.')
  const { data } = partInLarge(left, large)
  for (const [i, value] of large.data.entries()) expect(data[i]).toBe(value === 1 && i % 240 < 120 ? 1 : 0)
})

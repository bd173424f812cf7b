import { expect, it } from 'vitest'
import { boundaryMap } from '../../../../../../src/main/trainer/losses/contrast/boundary.ts'
import {
  boundarySimilarity,
  similarityAtBoundaries,
} from '../../../../../../src/main/trainer/losses/contrast/boundarySimilarity.ts'
import { mulberry32 } from '../../../../../../src/shared/domain/random.ts'

const [WIDTH, HEIGHT] = [28, 24]
const random = mulberry32(3)
const low = {
  values: Float32Array.from({ length: 6 * 7 * 5 }, () => random() - 0.3),
  height: 6,
  width: 7,
  channels: 5,
}
/** A square of class 1, and a column that is ignored. */
const label = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)]
  if (x === WIDTH - 1) return 255
  return x > 5 && x < 14 && y > 2 && y < 12 ? 1 : 0
})

it('gives pixels at boundaries what a map of all pixels has there', () => {
  const everywhere = boundarySimilarity(low, WIDTH, HEIGHT).data
  const boundary = boundaryMap(label, HEIGHT, WIDTH, 'none')
  const expected = [...everywhere].filter((_, i) => boundary[i] === 1)
  const found = similarityAtBoundaries(low, label, WIDTH, HEIGHT)
  expect(found.length).toBeGreaterThan(100)
  expect(found.length).toBeLessThan(WIDTH * HEIGHT)
  expect(found).toHaveLength(expected.length)
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 6)
})

it('has none where all is of one class', () => {
  expect(similarityAtBoundaries(low, new Uint8Array(WIDTH * HEIGHT), WIDTH, HEIGHT)).toEqual([])
})

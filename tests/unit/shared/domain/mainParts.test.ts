import { expect, it } from 'vitest'
import { mainParts } from '../../../../src/shared/domain/mainParts.ts'

const WIDTH = 40

/** A region of 100 pixels, a part of it of 10, and one of 2. */
function region() {
  const mask = { width: WIDTH, height: 12, data: new Uint8Array(WIDTH * 12) }
  for (let y = 0; y < 10; y++) mask.data.fill(1, y * WIDTH, y * WIDTH + 10)
  mask.data.fill(1, 20, 30)
  mask.data.fill(1, 11 * WIDTH + 38, 12 * WIDTH)
  return mask
}

const areaOf = ({ data }: { data: Uint8Array }) => data.reduce((sum, v) => sum + v, 0)

it('leaves out what is next to nothing of a region, and nothing that was meant', () => {
  expect(areaOf(mainParts(region()))).toBe(110)
  expect(areaOf(mainParts(region(), [11 * WIDTH + 39]))).toBe(112)
  expect(areaOf(mainParts(region(), [0, 11]))).toBe(110)
})

it('keeps a small region that is alone, and makes nothing of nothing', () => {
  const data = new Uint8Array(100)
  expect(areaOf(mainParts({ width: 10, height: 10, data }))).toBe(0)
  data[55] = 1
  expect(areaOf(mainParts({ width: 10, height: 10, data }))).toBe(1)
})

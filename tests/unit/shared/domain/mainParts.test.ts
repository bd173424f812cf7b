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
  expect(areaOf(mainParts(region(), { inside: [11 * WIDTH + 39], outside: [] }))).toBe(112)
  expect(areaOf(mainParts(region(), { inside: [0, 11], outside: [] }))).toBe(110)
})

it('keeps a small region that is alone, and makes nothing of nothing', () => {
  const data = new Uint8Array(100)
  expect(areaOf(mainParts({ width: 10, height: 10, data }))).toBe(0)
  data[55] = 1
  expect(areaOf(mainParts({ width: 10, height: 10, data }))).toBe(1)
})

it('fills small holes, but none that was meant, that is large or that reaches the edge', () => {
  const holed = region()
  const [small, edge] = [4 * WIDTH + 4, 5 * WIDTH]
  holed.data[small] = 0
  holed.data[edge] = 0
  expect(mainParts(holed).data[small]).toBe(1)
  expect(mainParts(holed).data[edge]).toBe(0)
  expect(mainParts(holed, { inside: [], outside: [small] }).data[small]).toBe(0)
  for (let x = 2; x < 8; x++) holed.data[4 * WIDTH + x] = 0
  expect(mainParts(holed).data[small]).toBe(0)
})

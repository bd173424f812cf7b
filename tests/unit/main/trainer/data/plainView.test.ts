import { describe, expect, it } from 'vitest'
import { drawHalfBox } from '../../../../../src/main/trainer/data/halfBox.ts'
import { drawPlainView } from '../../../../../src/main/trainer/data/plainView.ts'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { windowOf } from '../../../../../src/shared/domain/resample.ts'

const drawn = <T>(draw: (random: () => number) => T) => {
  const random = mulberry32(5)
  return Array.from({ length: 400 }, () => draw(random))
}

describe("U²PL's views", () => {
  it('grow a picture as often as they shrink it, and keep its proportions', () => {
    const views = drawn((random) => drawPlainView(60, 40, 32, random, 'random'))
    const grown = views.filter(({ width }) => width >= 60)
    expect(grown.length / views.length).toBeGreaterThan(0.42)
    expect(grown.length / views.length).toBeLessThan(0.58)
    expect(Math.max(...views.map(({ width }) => width))).toBeLessThanOrEqual(120)
    expect(Math.min(...views.map(({ width }) => width))).toBeGreaterThanOrEqual(30)
    for (const { width, height } of views) expect(Math.abs(width * 40 - height * 60)).toBeLessThan(60)
  })

  it('pad on both sides of what is too small, the mean colour of ImageNet around it', () => {
    const white = { width: 10, height: 10, data: new Uint8Array(300).fill(255) }
    for (const view of drawn((random) => drawPlainView(10, 10, 31, random, 'random'))) {
      const row = windowOf(white, view).subarray(15 * 31 * 3, 16 * 31 * 3)
      const isPicture = Array.from({ length: 31 }, (_, x) => row[x * 3] === 255)
      const missing = 31 - view.width
      expect(isPicture.indexOf(true)).toBe(Math.floor(missing / 2))
      expect(isPicture.lastIndexOf(true)).toBe(30 - Math.ceil(missing / 2))
      expect([...row.subarray(0, 3)]).toEqual([124, 116, 104])
    }
  })

  it('crop anywhere in what is large enough', () => {
    const random = [0.9, 0, 0.9, 0.999, 0.999]
    const view = drawPlainView(40, 40, 32, () => random.shift() ?? 0, 'random')
    expect(view).toMatchObject({ width: 40, height: 40, top: 8, left: 8, flip: false, plain: true })
    expect(drawPlainView(40, 40, 32, () => 0.9, 'centre')).toMatchObject({ width: 76, top: 22, left: 22 })
  })

  it('mix half of an area, in boxes that fit', () => {
    for (const { left, top, width, height } of drawn((random) => drawHalfBox(32, random))) {
      expect(width).toBeGreaterThan(16)
      expect(width).toBeLessThan(32)
      expect(Math.abs(width * height - 512)).toBeLessThanOrEqual(width / 2)
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
      expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(32)
    }
  })
})

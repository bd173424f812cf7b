import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IGNORE } from '../../../../src/shared/domain/labelClass.ts'
import { emptyMask, type Mask } from '../../../../src/shared/domain/mask.ts'
import { regionLines, regionMap, regionPatch } from '../../../../src/shared/domain/regions.ts'
import { discs } from '../../../support/discs.ts'

/** A small mask from rows of digits; `x` is ignored. */
function drawn(...rows: readonly string[]): Mask {
  const width = rows[0]?.length ?? 0
  const data = Uint8Array.from(rows.join(''), (sign) => (sign === 'x' ? IGNORE : Number(sign)))
  return { width, height: rows.length, data }
}

describe('the regions of a mask', () => {
  it('are named by class and first pixel, in reading order, with their box and pixels', () => {
    const { regions } = regionMap(
      discs(90, { value: 2, x: 60, y: 60, radius: 10 }, { value: 1, x: 20, y: 20, radius: 6 }),
    )
    expect(regions.map(({ value, x, y }) => ({ value, x, y }))).toEqual([
      { value: 1, x: 18, y: 14 },
      { value: 2, x: 57, y: 50 },
    ])
    expect(regions.map(({ box }) => box)).toEqual([
      [14, 14, 12, 12],
      [50, 50, 20, 20],
    ])
    expect(regions[0]?.pixels).toBe(112)
  })

  it('hang together over corners, but not over classes; ignored pixels are none', () => {
    const { regions } = regionMap(
      drawn(
        '11000000', //
        '11000000',
        '00110000',
        '00110222',
        '00000222',
        'xxxx0000',
      ),
    )
    expect(regions.map(({ value, pixels }) => [value, pixels])).toEqual([
      [1, 8],
      [2, 6],
    ])
  })

  it('are no specks', () => {
    const mask = discs(90, { value: 1, x: 30, y: 30, radius: 12 })
    mask.data[80 * 90 + 80] = 2
    mask.data[30 * 90 + 30] = 2
    const { regions } = regionMap(mask)
    expect(regions).toHaveLength(1)
    expect(regions[0]).toMatchObject({ value: 1, pixels: 448 })
  })

  it('are none in a mask that is empty', () => {
    expect(regionMap(emptyMask(40, 30)).regions).toEqual([])
  })

  it('are cut out and outlined where they lie', () => {
    const map = regionMap(
      discs(90, { value: 1, x: 20, y: 20, radius: 6 }, { value: 1, x: 60, y: 60, radius: 10 }),
    )
    const patch = regionPatch(map, 1)
    expect(patch).toMatchObject({ x: 50, y: 50, width: 20, height: 20 })
    expect(patch.data.filter((inside) => inside === 1)).toHaveLength(map.regions[1]?.pixels ?? 0)
    const [line = []] = regionLines(map, 1)
    expect([Math.min(...line), Math.max(...line)]).toEqual([50, 70])
  })

  it('share out all that is painted, but for specks', () => {
    const pixel = fc.constantFrom(0, 1, 2, IGNORE)
    // Blocks of 3 px: none is a speck.
    const blocks = fc.array(pixel, { minLength: 36, maxLength: 36 })
    fc.assert(
      fc.property(blocks, (values) => {
        const mask = emptyMask(18, 18)
        for (let at = 0; at < mask.data.length; at++)
          mask.data[at] = values[6 * Math.floor(at / 54) + Math.floor((at % 18) / 3)] ?? 0
        const map = regionMap(mask)
        const put = emptyMask(18, 18)
        for (const [place, { value, x, y }] of map.regions.entries()) {
          const patch = regionPatch(map, place)
          expect(mask.data[y * 18 + x]).toBe(value)
          for (const [at, inside] of patch.data.entries())
            if (inside === 1)
              put.data[(patch.y + Math.floor(at / patch.width)) * 18 + patch.x + (at % patch.width)] = value
        }
        expect(put.data).toEqual(mask.data.map((value) => (value === IGNORE ? 0 : value)))
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  grown,
  smoothed,
  squaredDistance,
  withHolesFilled,
  withoutIslands,
} from '../../../../src/shared/domain/cleanUp.ts'
import type { Mask } from '../../../../src/shared/domain/mask.ts'

const mask = (...rows: string[]): Mask => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  data: Uint8Array.from(rows.join('').split('').map(Number)),
})
const rows = ({ width, height, data }: Mask) =>
  Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)].join(''))

describe('clean-ups', () => {
  it('fill what a class encloses, other classes in it too, but nothing that reaches the edge', () => {
    const before = mask('111100', '102101', '111101', '000011')
    expect(rows(withHolesFilled(before, 1))).toEqual(['111100', '111101', '111101', '000011'])
  })

  it('remove parts that are too small', () => {
    expect(rows(withoutIslands(mask('1101', '1100', '2001'), 1, 2))).toEqual(['1100', '1100', '2000'])
  })

  it('grow over background alone, and shrink', () => {
    const before = mask('00000', '00100', '00020', '00000')
    expect(rows(grown(before, 1, 1))).toEqual(['00100', '01110', '00120', '00000'])
    expect(rows(grown(mask('11111', '11111', '11111'), 1, -1))).toEqual(['11111', '11111', '11111'])
    expect(rows(grown(mask('00000', '01110', '01110', '01110', '00000'), 1, -1))).toEqual([
      '00000',
      '00000',
      '00100',
      '00000',
      '00000',
    ])
  })

  it('smooth an edge and leave other classes', () => {
    const after = smoothed(mask('00000', '01110', '01110', '01110', '00002'), 1, 1)
    expect(rows(after)).toEqual(['00000', '00100', '01110', '00100', '00002'])
  })
})

describe('the distance', () => {
  it('is exact', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 84, maxLength: 84, max: 3 }), (noise) => {
        const before = { width: 12, height: 7, data: noise.map((v) => (v === 0 ? 1 : 0)) }
        const found = squaredDistance(before, (v) => v === 1)
        const inside = [...before.data.keys()].filter((i) => before.data[i] === 1)
        for (let i = 0; i < found.length; i++) {
          const nearest = inside.map(
            (j) => ((i % 12) - (j % 12)) ** 2 + (Math.floor(i / 12) - Math.floor(j / 12)) ** 2,
          )
          if (inside.length > 0) expect(found[i]).toBe(Math.min(...nearest))
        }
      }),
      { numRuns: 500 },
    )
  })
})

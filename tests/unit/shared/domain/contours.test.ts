import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compressed, countsOf, decompressed, fromCounts } from '../../../../src/shared/domain/cocoRle.ts'
import { boxOf, partsOf, regionsOf } from '../../../../src/shared/domain/contours.ts'
import { longestDiameter } from '../../../../src/shared/domain/diameter.ts'
import { emptyMask, type Mask } from '../../../../src/shared/domain/mask.ts'
import { fillPolygons } from '../../../../src/shared/domain/polygon.ts'
import { blobs } from '../../../support/blobs.ts'

/** Small masks of three values, noise as well as shapes. */
const masks: fc.Arbitrary<Mask> = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height, max: 2 })
      .map((data) => ({ width, height, data })),
  )

describe('outlines', () => {
  it('fill to the very same pixels, whatever the shape', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const back = emptyMask(mask.width, mask.height)
        for (const value of [1, 2])
          for (const { outer, holes } of regionsOf(mask, value)) fillPolygons(back, [outer, ...holes], value)
        expect([...back.data]).toEqual([...mask.data])
      }),
      { numRuns: 3000 },
    )
  })

  it('do so for large shapes with holes and touching corners', () => {
    for (let seed = 0; seed < 20; seed++) {
      const mask = blobs(seed, 97, 83)
      const back = emptyMask(97, 83)
      for (const value of [1, 2, 255])
        for (const { outer, holes } of regionsOf(mask, value)) fillPolygons(back, [outer, ...holes], value)
      expect(back.data).toEqual(mask.data)
    }
  })

  it('know parts, boxes and diameters', () => {
    const mask = emptyMask(6, 4)
    // A ring of 3×3 with a hole, and one pixel that touches it at a corner only.
    for (const at of [0, 1, 2, 6, 8, 12, 13, 14, 21]) mask.data[at] = 1
    expect(partsOf(mask, 1).count).toBe(2)
    const [ring, dot] = regionsOf(mask, 1)
    expect(ring?.holes).toHaveLength(1)
    expect(boxOf(ring?.outer ?? [])).toEqual([0, 0, 3, 3])
    expect(boxOf(dot?.outer ?? [])).toEqual([3, 3, 1, 1])
    expect(longestDiameter(ring?.outer ?? [])).toBeCloseTo(Math.hypot(3, 3), 12)
  })

  it('cut off what lies outside, and take corners anywhere', () => {
    const mask = emptyMask(5, 5)
    fillPolygons(mask, [[-3, -3, 2.4, -3, 2.4, 9, -3, 9]], 1)
    expect([...mask.data.subarray(0, 5)]).toEqual([1, 1, 0, 0, 0])
  })
})

describe('run lengths of COCO', () => {
  it('come back as they were, long runs included', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const binary = { ...mask, data: mask.data.map((v) => Math.min(v, 1)) }
        const text = compressed(countsOf(binary))
        expect([...fromCounts(decompressed(text), mask.width, mask.height).data]).toEqual([...binary.data])
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1 }), (counts) => {
        expect(decompressed(compressed(counts))).toEqual(counts)
      }),
    )
  })

  it('refuse runs that do not fit', () => {
    expect(() => fromCounts([3, 2], 2, 2)).toThrow(RangeError)
    expect(() => fromCounts([1, 2], 2, 2)).toThrow(RangeError)
    expect(() => decompressed('~~~~~~~~~')).toThrow(RangeError)
  })
})

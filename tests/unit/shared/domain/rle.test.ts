import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMask, encodeMask } from '../../../../src/shared/domain/rle.ts'

const masks = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 1, 2, 255), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, data: Uint8Array.from(values) })),
  )

describe('mask encoding', () => {
  it('gives back every mask', () => {
    fc.assert(
      fc.property(masks, (mask) => void expect(decodeMask(encodeMask(mask))).toEqual(mask)),
      { numRuns: 500 },
    )
  })

  it('refuses bytes that are cut short anywhere', () => {
    const bytes = encodeMask({ width: 30, height: 20, data: new Uint8Array(600).fill(1, 100, 300) })
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeMask(bytes.subarray(0, length))).toThrow(RangeError)
  })

  it('never hangs or allocates wildly on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const { width, height, data } = decodeMask(bytes)
          expect(data.length).toBe(width * height)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

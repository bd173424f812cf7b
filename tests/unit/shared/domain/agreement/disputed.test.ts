import { describe, expect, it } from 'vitest'
import { compareReadings } from '../../../../../src/shared/domain/agreement/compareReadings.ts'
import { encodeMask } from '../../../../../src/shared/domain/rle.ts'
import { type Disc, discs } from '../../../../support/discs.ts'

const SIDE = 64
const LESION = { value: 1, x: 20, y: 20, radius: 9 }
const FURTHER = { value: 2, x: 48, y: 48, radius: 5 }
const TOLERANCE = { px: 2, mm: 0.5 }

const comparing = (one: readonly Disc[], other: readonly Disc[], ignored?: number) => {
  const [a, b] = [discs(SIDE, ...one), discs(SIDE, ...other)]
  if (ignored !== undefined) a.data.fill(255, ignored)
  const found = compareReadings(encodeMask(a), encodeMask(b), TOLERANCE, null)
  if (!found) throw new Error('The masks are of one size.')
  return { ...found, pixels: b.data.filter((value) => value !== 0).length }
}

describe('what two readers dispute', () => {
  it('is nothing where they drew the same, and where neither drew anything', () => {
    expect(comparing([LESION], [LESION]).disputed).toMatchObject({ edge: 0, class: 0, missed: 0 })
    expect(comparing([], [])).toMatchObject({
      classes: [],
      disputed: { edge: 0, class: 0, missed: 0, either: 0 },
    })
  })

  it('is the edge where an outline lies a little further out, on either side', () => {
    const wider = { ...LESION, radius: 10.5 }
    for (const { disputed } of [comparing([LESION], [wider]), comparing([wider], [LESION])]) {
      expect(disputed.edge).toBeGreaterThan(0)
      expect(disputed).toMatchObject({ class: 0, missed: 0 })
    }
  })

  it('is the class where both marked the place as something else, to the last pixel', () => {
    const { disputed, pixels } = comparing([LESION], [{ ...LESION, value: 2 }])
    expect(disputed).toEqual({ edge: 0, class: pixels, missed: 0, either: pixels })
  })

  it('is missed where one marked nothing near', () => {
    const { disputed, pixels } = comparing([], [LESION])
    expect(disputed).toEqual({ edge: 0, class: 0, missed: pixels, either: pixels })
  })

  it('is partly missed where a lesion is drawn much larger: what lies further out than the tolerance', () => {
    const { disputed } = comparing([LESION], [{ ...LESION, radius: 18 }])
    // Both outlines are nowhere near each other.
    expect(disputed.edge).toBe(0)
    expect(disputed.missed).toBeGreaterThan(500)
  })

  it('counts each pixel once, whatever the kinds', () => {
    const { disputed, table } = comparing(
      [LESION, { ...FURTHER, x: 49 }],
      [{ ...LESION, value: 2, x: 22 }, FURTHER],
    )
    let different = 0
    table.forEach((pixels, at) => {
      if (Math.floor(at / 8) !== at % 8) different += pixels
    })
    expect(disputed.edge + disputed.class + disputed.missed).toBe(different)
    expect(disputed.edge).toBeGreaterThan(0)
    expect(disputed.class).toBeGreaterThan(0)
  })

  it('leaves out what one of them ignores', () => {
    const { disputed } = comparing([LESION], [LESION, FURTHER], SIDE * 40)
    expect(disputed).toMatchObject({ edge: 0, class: 0, missed: 0 })
  })

  it('is not said of masks of two sizes, or of what is no mask', () => {
    const mask = encodeMask(discs(SIDE, LESION))
    expect(compareReadings(mask, encodeMask(discs(32, LESION)), TOLERANCE, null)).toBeUndefined()
    expect(compareReadings(mask, mask.subarray(0, 9), TOLERANCE, null)).toBeUndefined()
  })
})

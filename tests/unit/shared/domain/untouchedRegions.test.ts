import { describe, expect, it } from 'vitest'
import { guardedClasses } from '../../../../src/shared/domain/guardedClasses.ts'
import { classesNamed } from '../../../../src/shared/domain/labelClass.ts'
import { emptyMask, type Mask } from '../../../../src/shared/domain/mask.ts'
import { untouchedRegions } from '../../../../src/shared/domain/untouchedRegions.ts'

const SIDE = 100
const MALIGNANT = 2
type Box = readonly [x: number, y: number, width: number, height: number, value: number]
function mask(...boxes: readonly Box[]): Mask {
  const made = emptyMask(SIDE, SIDE)
  for (const [x, y, width, height, value] of boxes)
    for (let row = y; row < y + height; row++) made.data.fill(value, row * SIDE + x, row * SIDE + x + width)
  return made
}
const seen = mask([10, 10, 10, 10, MALIGNANT], [60, 60, 20, 20, MALIGNANT], [30, 80, 10, 10, 1])
const found = (
  label: Mask | undefined,
  said: { x: number; y: number; says: string }[] = [],
  overlay = seen,
) => untouchedRegions({ overlay, label, said }, [MALIGNANT]).map(({ pixels }) => pixels)

describe('a region that a model calls malignant', () => {
  it('is untouched where the label holds nothing of it, or there is no label', () => {
    expect(found(undefined)).toEqual([100, 400])
    expect(found(mask())).toEqual([100, 400])
    expect(found(mask([30, 80, 10, 10, 1]))).toEqual([100, 400])
  })

  it('is touched by any class, and by what is ignored, on more than a tenth of it', () => {
    expect(found(mask([10, 10, 10, 1, 1]))).toEqual([100, 400])
    expect(found(mask([10, 10, 10, 2, 1]))).toEqual([400])
    expect(found(mask([10, 10, 10, 2, 255]))).toEqual([400])
    expect(found(mask([0, 0, SIDE, SIDE, MALIGNANT]))).toEqual([])
  })

  it('is touched by a verdict in it that stands', () => {
    const at = { x: 65, y: 70 }
    expect(found(mask(), [{ ...at, says: 'rejected' }])).toEqual([100])
    expect(found(mask(), [{ x: 5, y: 5, says: 'rejected' }])).toEqual([100, 400])
    expect(
      found(mask(), [
        { ...at, says: 'accepted' },
        { ...at, says: 'takenBack' },
      ]),
    ).toEqual([100, 400])
  })

  it('counts from 0.05 % of the frame on', () => {
    expect(found(mask(), [], mask([0, 0, 4, 1, MALIGNANT], [50, 50, 5, 1, MALIGNANT]))).toEqual([5])
  })

  it('comes with its outline', () => {
    const [region] = untouchedRegions({ overlay: seen, label: undefined, said: [] }, [MALIGNANT])
    expect(region?.box).toEqual([10, 10, 10, 10])
  })
})

describe('guarded classes', () => {
  it('are those that say malignant, in either language, or the last one, or what was chosen', () => {
    expect(guardedClasses(classesNamed(['normal', 'benign', 'malignant']))).toEqual([2])
    expect(guardedClasses(classesNamed(['正常', '恶性肿瘤', '良性']))).toEqual([1])
    expect(guardedClasses(classesNamed(['normal', 'Carcinoma', 'polyp', 'Malignant ulcer']))).toEqual([1, 3])
    expect(guardedClasses(classesNamed(['normal', 'polyp', 'lesion']))).toEqual([2])
    expect(guardedClasses(classesNamed(['normal', 'benign', 'malignant']), [])).toEqual([])
    expect(guardedClasses(classesNamed(['normal', 'benign', 'malignant']), [0, 1, 7])).toEqual([1])
  })
})

import { expect, it } from 'vitest'
import {
  questionOf,
  regionToSnap,
} from '../../../../../src/renderer/features/annotate/desk/acts/regionToSnap.ts'
import { emptyMask } from '../../../../../src/shared/domain/mask.ts'

const SIDE = 12

/** A mask with squares of 3 × 3 px at places, of a class each. */
function squares(...places: readonly (readonly [x: number, y: number, value: number])[]) {
  const mask = emptyMask(SIDE, SIDE)
  for (const [left, top, value] of places)
    for (let y = top; y < top + 3; y++) mask.data.fill(value, y * SIDE + left, y * SIDE + left + 3)
  return mask
}

const model = { mask: squares([1, 1, 1], [7, 7, 2]), isOwn: false }
const own = { mask: squares([2, 2, 2], [0, 9, 255]), isOwn: true }
const middle = (x: number, y: number) => ({ x: x + 1.5, y: y + 1.5 })

it('is the one under the pointer, in the mask that goes first', () => {
  const there = middle(1, 1)
  expect(regionToSnap([model, own], there)).toMatchObject({ value: 1, isOwn: false, region: { x: 1, y: 1 } })
  expect(regionToSnap([own, model], there)).toMatchObject({ value: 2, isOwn: true, region: { x: 2, y: 2 } })
  expect(regionToSnap([own, model], middle(7, 7))).toMatchObject({ value: 2, isOwn: false })
})

it('is the only one of a mask where the pointer is elsewhere; ignored pixels are none', () => {
  for (const elsewhere of [undefined, { x: 11, y: 1 }, { x: -4, y: 50 }, middle(0, 9)])
    expect(regionToSnap([model, own], elsewhere)).toMatchObject({ isOwn: true, value: 2 })
  expect(regionToSnap([model, undefined], undefined)).toBeUndefined()
  expect(regionToSnap([{ mask: emptyMask(SIDE, SIDE), isOwn: true }], middle(1, 1))).toBeUndefined()
  expect(regionToSnap([{ mask: squares([1, 1, 1], [6, 6, 1]), isOwn: true }], undefined)).toBeUndefined()
})

it("is asked for as its box, and takes the place of one's own", () => {
  const mine = regionToSnap([own], undefined)
  const region = { x: 2, y: 2, width: 3, height: 3, data: new Uint8Array(9).fill(1) }
  const question = mine && questionOf(mine, own.mask)
  expect(question).toMatchObject({ clicks: [], snaps: region, instead: region })
  // Some room around it, within the frame.
  expect(question?.box.left).toBeCloseTo(1.7)
  expect(question?.box.bottom).toBeCloseTo(5.3)
  const theirs = regionToSnap([model], middle(1, 1))
  expect(theirs && questionOf(theirs, own.mask)?.instead).toBeUndefined()
})

import { describe, expect, it } from 'vitest'
import { changedIn, crossTableOf } from '../../../../src/shared/domain/crossTable.ts'
import { diceOf, editedIn, editedTogether, sharesOf } from '../../../../src/shared/domain/edited.ts'
import { IGNORE, MOST_CLASSES } from '../../../../src/shared/domain/labelClass.ts'
import type { Mask } from '../../../../src/shared/domain/mask.ts'
import { streamFor, whole } from '../../../../src/shared/domain/random.ts'
import { encodeMask } from '../../../../src/shared/domain/rle.ts'

const random = streamFor('cross-table')
/** A mask of short runs of four classes and of ignored pixels. */
function runs(width: number, height: number): Mask {
  const data = new Uint8Array(width * height)
  for (let at = 0; at < data.length; ) {
    const end = at + whole(random, 1, 200)
    data.fill([0, 1, 2, 3, IGNORE][whole(random, 0, 4)] ?? 0, at, end)
    at = end
  }
  return { width, height, data }
}
const tableOf = (one: Mask, other: Mask) => crossTableOf(encodeMask(one), encodeMask(other))

describe('two masks pixel by pixel', () => {
  it('are counted from their runs as from their pixels', () => {
    for (let n = 0; n < 20; n++) {
      const [one, other] = [runs(61, 37), runs(61, 37)]
      const expected = new Float64Array(MOST_CLASSES ** 2)
      one.data.forEach((value, at) => {
        const beside = other.data[at] ?? 0
        if (value !== IGNORE && beside !== IGNORE) expected[value * MOST_CLASSES + beside]! += 1
      })
      expect(tableOf(one, other)).toEqual(expected)
    }
  })

  it('are not compared where their sizes differ, or one is broken', () => {
    const mask = runs(61, 37)
    expect(tableOf(mask, runs(37, 61))).toBeUndefined()
    const bytes = encodeMask(mask)
    for (const broken of [
      bytes.subarray(0, 9),
      bytes.subarray(0, -1),
      new Uint8Array([9, 1, 1]),
      new Uint8Array(),
    ])
      expect(crossTableOf(bytes, broken)).toBeUndefined()
  })
})

/** A row of pixels. */
const row = (...data: number[]): Mask => ({ width: data.length, height: 1, data: Uint8Array.from(data) })

describe('what became of a mask', () => {
  const changed = editedIn(
    tableOf(row(0, 0, 1, 1, 1, 2, 2, IGNORE), row(1, 0, 1, 0, 2, 2, 1, 1)) ?? expect.fail(),
  )

  it('is told by class: painted, erased, made another', () => {
    expect(changed).toEqual({
      masks: 1,
      same: 0,
      classes: [
        {
          class: 1,
          masks: 1,
          model: 3,
          label: 3,
          kept: 1,
          added: 1,
          takenAway: 1,
          fromOthers: 1,
          toOthers: 1,
        },
        {
          class: 2,
          masks: 1,
          model: 2,
          label: 2,
          kept: 1,
          added: 0,
          takenAway: 0,
          fromOthers: 1,
          toOthers: 1,
        },
      ],
    })
    expect(diceOf(changed.classes[0] ?? expect.fail())).toBeCloseTo(1 / 3)
    expect(sharesOf(changed.classes[0] ?? expect.fail())).toEqual({ added: 2 / 3, takenAway: 2 / 3 })
  })

  it('is the same only where no pixel differs', () => {
    const same = editedIn(tableOf(row(0, 2, 2), row(0, 2, 2)) ?? expect.fail())
    expect(same.same).toBe(1)
    const both = editedTogether([same, changed])
    expect(both).toMatchObject({ masks: 2, same: 1 })
    expect(both.classes.find((one) => one.class === 2)).toMatchObject({
      masks: 2,
      model: 4,
      label: 4,
      kept: 3,
    })
    // What is put together stays as it was.
    expect(same.classes[0]?.masks).toBe(1)
  })

  it('has no shares of what the model did not see', () => {
    const anew = editedIn(tableOf(row(0, 0), row(0, 2)) ?? expect.fail())
    expect(sharesOf(anew.classes[0] ?? expect.fail())).toEqual({ added: null, takenAway: null })
    expect(changedIn(tableOf(row(0, 0), row(0, 2)) ?? expect.fail())).toBe(1)
  })
})

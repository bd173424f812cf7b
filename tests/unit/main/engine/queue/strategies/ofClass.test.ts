import { describe, expect, it } from 'vitest'
import { listed } from '../../../../../../src/main/engine/queue/listed.ts'
import { ofClass } from '../../../../../../src/main/engine/queue/strategies/ofClass.ts'
import { labelledSo, looksAt, waiting } from '../../../../../support/candidates.ts'

const SEEN = 0b101
const MALIGNANT = 2

describe('more of one class', () => {
  it('is where the model sees it, and behind that what looks most like its labels', () => {
    const candidates = waiting({}, {}, { predicted: 0b011 }, { predicted: SEEN })
    // Two labelled frames: a malignant one, and far from it a benign one.
    const looks = looksAt([9, 2, 5, 8, 0, 9])
    const labelled = labelledSo({ rows: [4, 5], rowsOfClass: [[], [5], [4]] })
    const strategy = ofClass(MALIGNANT)
    const delays = strategy.delays(candidates, labelled, looks)
    expect(listed(candidates, delays, looks, 4).map(({ id }) => id)).toEqual([4, 2, 3, 1])
    expect(candidates.map((frame) => strategy.reason?.(frame, labelled)?.name)).toEqual([
      'likeClass',
      'likeClass',
      'likeClass',
      'lesion',
    ])
  })

  it('of which nothing is labelled nor seen is what is worth most anyway', () => {
    const candidates = waiting({ patient: 'A' }, { patient: 'B' })
    const labelled = labelledSo({ byPatient: new Map([['A', 5]]), rowsOfClass: [[], [], []] })
    const looks = looksAt([null, null])
    const strategy = ofClass(MALIGNANT)
    const delays = strategy.delays(candidates, labelled, looks)
    expect(listed(candidates, delays, looks, 2).map(({ id }) => id)).toEqual([2, 1])
    expect(candidates.map((frame) => strategy.reason?.(frame, labelled))).toEqual([undefined, undefined])
  })
})

import { describe, expect, it } from 'vitest'
import { eveningAfter, inField, notBefore } from '../../../../../../src/renderer/features/train/line/when.ts'

const afternoon = new Date(2026, 2, 1, 15, 30)
const night = new Date(2026, 2, 1, 21, 5)

describe('when a round may start', () => {
  it('is this evening, or the next where it is late already', () => {
    expect(eveningAfter(afternoon)).toEqual(new Date(2026, 2, 1, 20, 0))
    expect(eveningAfter(night)).toEqual(new Date(2026, 2, 2, 20, 0))
    expect(notBefore({ kind: 'evening', at: '' }, afternoon)).toBe(new Date(2026, 2, 1, 20).toISOString())
  })

  it('is the time that stands in the field, in the time of the window', () => {
    expect(inField(night)).toBe('2026-03-01T21:05')
    expect(notBefore({ kind: 'at', at: inField(night) }, afternoon)).toBe(night.toISOString())
  })

  it('is no time where none is written, and none is needed in turn', () => {
    expect(notBefore({ kind: 'at', at: '' }, afternoon)).toBeUndefined()
    expect(notBefore({ kind: 'next', at: '' }, afternoon)).toBeNull()
  })
})

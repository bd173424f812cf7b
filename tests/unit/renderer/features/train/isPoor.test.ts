import { expect, it } from 'vitest'
import { hasNotGained, isPoor } from '../../../../../src/renderer/features/train/isPoor.ts'

it('keeps the old model ahead of one that is about the same and a little worse', () => {
  expect(hasNotGained({ overall: 'same', change: -3.5 })).toBe(true)
  expect(hasNotGained({ overall: 'unsure', change: 0 })).toBe(true)
  expect(hasNotGained({ overall: 'same', change: 1.2 })).toBe(false)
})

it('has nothing to keep before a first model', () => {
  expect(hasNotGained({ overall: 'first', change: 0 })).toBe(false)
})

it('calls a model poor that is worse, or that an alarm speaks against', () => {
  expect(isPoor({ overall: 'worse', alarms: [] })).toBe(true)
  expect(isPoor({ overall: 'better', alarms: [] })).toBe(false)
})

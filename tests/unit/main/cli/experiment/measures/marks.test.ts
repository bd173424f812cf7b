import { expect, it } from 'vitest'
import { marksOf } from '../../../../../../src/main/cli/experiment/measures/marks.ts'
import { spreadOf } from '../../../../../../src/main/cli/experiment/measures/spread.ts'

it('marks the best and the second as they are printed, and what looks the same alike', () => {
  expect(marksOf(['70.1', '9.8', '72.0', null])).toEqual(['second', undefined, 'best', undefined])
  expect(marksOf(['70.1', '72.0', '72.0', '70.1'])).toEqual(['second', 'best', 'best', 'second'])
})

it('marks no second of two, and nothing where all are alike', () => {
  expect(marksOf(['70.1', '72.0'])).toEqual([undefined, 'best'])
  expect(marksOf(['70.1', '70.1', '70.1'])).toEqual([undefined, undefined, undefined])
  expect(marksOf([null, '3.0', null])).toEqual([undefined, undefined, undefined])
})

it('has a sample deviation from two on, of what is defined', () => {
  expect(spreadOf([0.2, null, 0.4, 0.6])).toEqual({
    mean: expect.closeTo(0.4, 9),
    deviation: expect.closeTo(0.2, 9),
  })
  expect(spreadOf([0.2])).toEqual({ mean: 0.2, deviation: null })
  expect(spreadOf([null])).toBeNull()
})

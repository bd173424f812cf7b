import { expect, it } from 'vitest'
import { spreadOver } from '../../../../src/shared/domain/spreadOver.ts'

it('takes items from all over, never more than asked for', () => {
  expect(spreadOver([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 2, 4, 6])
  expect(spreadOver([0, 1, 2], 4)).toEqual([0, 1, 2])
  expect(spreadOver([], 4)).toEqual([])
})

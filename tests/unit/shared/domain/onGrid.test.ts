import { expect, it } from 'vitest'
import { onGrid } from '../../../../src/shared/domain/onGrid.ts'

it('puts a contour on a coarser grid without corners that say nothing', () => {
  const square = [10, 10, 50, 10, 50, 50, 10, 50]
  expect(onGrid(square, 0.1)).toEqual([1, 1, 5, 1, 5, 5, 1, 5])
  expect(onGrid(square, 0.1, 100)).toEqual([1, 11, 5, 11, 5, 15, 1, 15])
  // A stair of less than a grid's pixel is one line.
  expect(onGrid([0, 0, 40, 0, 40, 1, 80, 1, 80, 40, 0, 40], 0.1)).toEqual([0, 0, 8, 0, 8, 4, 0, 4])
})

it('keeps what is smaller than the grid as a point', () => {
  expect(onGrid([101, 101, 102, 101, 102, 102, 101, 102], 0.01)).toEqual([1, 1])
})

import { expect, it } from 'vitest'
import { listed } from '../../../../../../src/main/engine/queue/listed.ts'
import { diversity } from '../../../../../../src/main/engine/queue/strategies/diversity.ts'
import { labelledSo, looksAt, waiting } from '../../../../../support/candidates.ts'

/** Places on a line: two heaps, one frame between, one far away. */
const PLACES = [0, 0.4, 0.8, 5, 9, 9.4, 9.8, 20]
const looks = looksAt(PLACES)

const order = (labelled: readonly number[]) => {
  const frames = waiting(...PLACES.map(() => ({}))).filter(({ row }) => !labelled.includes(row))
  const delays = diversity.delays(frames, labelledSo({ rows: labelled }), looks)
  return listed(frames, delays, looks, 8).map(({ row }) => row)
}

it('goes farthest from what is labelled first, and then from what it has chosen', () => {
  expect(order([0]).slice(0, 3)).toEqual([7, 6, 3])
})

it('begins anywhere where nothing is labelled, and covers all heaps before any twice', () => {
  const [first, ...rest] = order([])
  expect(first).toBe(0)
  expect(rest.slice(0, 3)).toEqual([7, 6, 3])
})

it('holds each frame once', () => {
  expect(new Set(order([])).size).toBe(order([]).length)
})

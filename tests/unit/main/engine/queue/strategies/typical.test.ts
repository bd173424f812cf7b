import { expect, it } from 'vitest'
import { listed } from '../../../../../../src/main/engine/queue/listed.ts'
import { typical } from '../../../../../../src/main/engine/queue/strategies/typical.ts'
import { labelledSo, looksAt, waiting } from '../../../../../support/candidates.ts'

/** Places on a line: a heap of five, one of three, and one frame far from all. */
const PLACES = [0, 0.4, 0.8, 1.2, 1.6, 9, 9.4, 9.8, 20]
const looks = looksAt(PLACES)

const order = (labelled: readonly number[]) => {
  const frames = waiting(...PLACES.map(() => ({}))).filter(({ row }) => !labelled.includes(row))
  const delays = typical.delays(frames, labelledSo({ rows: labelled }), looks)
  return listed(frames, delays, looks, 9).map(({ row }) => row)
}

it('begins in the middle of where most frames are, and comes to what is like nothing else last', () => {
  const [first = -1, ...rest] = order([])
  expect([1, 2, 3]).toContain(first)
  expect(rest.slice(0, 2)).toEqual([6, 8])
})

it('goes to where nothing is labelled', () => {
  expect(order([2])[0]).toBe(6)
  expect(order([6])[0]).toBe(2)
})

it('holds each frame once, of many too', () => {
  expect(new Set(order([])).size).toBe(order([]).length)
  const many = Array.from({ length: 1500 }, (_, i) => i)
  const frames = waiting(...many.map(() => ({})))
  const delays = typical.delays(frames, labelledSo({ rows: [] }), looksAt(many))
  const first = listed(frames, delays, looksAt(many), 10).map(({ row }) => row)
  expect(new Set(first).size).toBe(10)
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(750)
})

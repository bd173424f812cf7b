import { describe, expect, it } from 'vitest'
import { listed } from '../../../../../../src/main/engine/queue/listed.ts'
import { strategies } from '../../../../../../src/main/engine/queue/strategies/index.ts'
import type { Candidate, Labelled } from '../../../../../../src/main/engine/queue/survey/Candidate.ts'
import { labelledSo, looksAt, signalsSaying, waiting } from '../../../../../support/candidates.ts'

/** Ids in the order of a strategy. */
function by(name: string, candidates: readonly Candidate[], labelled: Labelled = labelledSo()): number[] {
  const found = strategies.find((strategy) => strategy.name === name)
  if (!found) throw new Error(`There is no ${name}.`)
  const looks = looksAt(candidates.map(() => null))
  const delays = found.delays(candidates, labelled, looks)
  return listed(candidates, delays, looks, candidates.length).map(({ id }) => id)
}
const torn = (share: number) => ({ share, between: [1, 2] as const })

describe('strategies by one figure', () => {
  it.each([
    ['entropy', { entropy: 0.2 }, { entropy: 0.7 }],
    ['margin', { narrowness: 0.2 }, { narrowness: 0.7 }],
    ['disagreement', { netsDiffer: 0 }, { netsDiffer: 0.4 }],
    ['boundary', { boundary: 0.3 }, { boundary: 0.9 }],
    ['mix-up', { torn: torn(0.1) }, { torn: torn(0.4) }],
  ] as const)('%s: the most first, what is not known last', (name, less, more) => {
    const frames = waiting({}, { signals: signalsSaying(less) }, { signals: signalsSaying(more) }, {})
    expect(by(name, frames)).toEqual([3, 2, 1, 4])
  })

  it('a figure that no net told is not known', () => {
    const frames = waiting({ signals: signalsSaying() }, { signals: signalsSaying({ netsDiffer: 0 }) })
    expect(by('disagreement', frames)).toEqual([2, 1])
  })
})

describe('strategies by labels', () => {
  it('rarity: the class that fewest labels hold, frames without a lesion last', () => {
    const labelled = labelledSo({ byClass: [0, 9, 2, 0, 0, 0, 0, 0] })
    const frames = waiting({ predicted: 0b001 }, { predicted: 0b011 }, { predicted: 0b101 }, {})
    expect(by('rarity', frames, labelled)).toEqual([3, 2, 1, 4])
  })

  it('lesions: the highest class first', () => {
    expect(by('lesions', waiting({}, { predicted: 0b011 }, { predicted: 0b101 }))).toEqual([3, 2, 1])
  })

  it('spread: patients by turns', () => {
    const frames = waiting({ patient: 'A' }, { patient: 'A' }, { patient: 'B' })
    expect(by('spread', frames)).toEqual([1, 3, 2])
    expect(by('spread', frames, labelledSo({ byPatient: new Map([['A', 1]]) }))).toEqual([3, 1, 2])
  })

  it("random: not the library's order, and the same each time", () => {
    const frames = waiting(...Array.from({ length: 50 }, () => ({})))
    const order = by('random', frames)
    expect(by('random', frames)).toEqual(order)
    expect(order).not.toEqual(frames.map(({ id }) => id))
    expect([...order].sort((a, b) => a - b)).toEqual(frames.map(({ id }) => id))
  })

  it("order: the library's", () => {
    expect(by('order', waiting({}, {}, {}))).toEqual([1, 2, 3])
  })
})

it('the blend is the usual one, and no two share a name', () => {
  expect(strategies[0]?.name).toBe('blend')
  expect(new Set(strategies.map(({ name }) => name)).size).toBe(strategies.length)
})

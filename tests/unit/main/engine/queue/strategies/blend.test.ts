import { describe, expect, it } from 'vitest'
import { listed } from '../../../../../../src/main/engine/queue/listed.ts'
import { blend } from '../../../../../../src/main/engine/queue/strategies/blend.ts'
import type { Candidate, Labelled } from '../../../../../../src/main/engine/queue/survey/Candidate.ts'
import type { Looks } from '../../../../../../src/main/engine/queue/survey/Looks.ts'
import { labelledSo, looksAt, signalsSaying, waiting } from '../../../../../support/candidates.ts'

function order(
  frames: readonly Candidate[],
  labelled: Labelled = labelledSo(),
  looks: Looks = looksAt(frames.map(() => null)),
) {
  return listed(frames, blend.delays(frames, labelled, looks), looks, frames.length)
}
const many = (count: number, of: (n: number) => Partial<Candidate>) =>
  waiting(...Array.from({ length: count }, (_, n) => of(n)))

describe('the blend without a model', () => {
  it('goes round patients and lights', () => {
    const frames = many(40, (n) => ({ patient: `P${n % 5}`, modality: n % 8 === 0 ? 'WLI' : 'NBI' }))
    const first = order(frames).slice(0, 5)
    expect(new Set(first.map(({ patient }) => patient)).size).toBe(5)
    const lights = order(frames)
      .slice(0, 6)
      .map(({ modality }) => modality)
    expect(lights).toContain('WLI')
    expect(lights).toContain('NBI')
  })

  it('puts patients and lights without labels before those with some', () => {
    const frames = waiting({ patient: 'A' }, { patient: 'B' }, { patient: 'A', modality: 'WLI' })
    const labelled = labelledSo({ byPatient: new Map([['A', 3]]), byModality: new Map([['NBI', 3]]) })
    expect(order(frames, labelled).map(({ id }) => id)).toEqual([2, 3, 1])
  })

  it('spreads over looks', () => {
    const frames = many(9, () => ({ patient: 'P' }))
    const places = [0, 0.5, 1, 10, 10.5, 11, 20, 20.5, 21]
    const heaps = order(frames, labelledSo(), looksAt(places)).map(({ row }) => Math.floor(row / 3))
    expect(new Set(heaps.slice(0, 3)).size).toBe(3)
  })
})

describe('the blend with a model', () => {
  it('puts a lesion between two classes before one that is clear', () => {
    const clear = signalsSaying({ torn: { share: 0, between: [1, 2] } })
    const torn = signalsSaying({ torn: { share: 0.4, between: [1, 2] }, entropy: 0.5 })
    const frames = many(20, (n) => ({ predicted: 0b11, signals: n === 13 ? torn : clear }))
    expect(order(frames)[0]?.id).toBe(14)
  })

  it('does not put off what the model has not looked at', () => {
    const sure = signalsSaying()
    const frames = many(10, (n) => (n === 4 ? {} : { predicted: 1, signals: sure }))
    expect(order(frames)[0]?.id).toBe(5)
  })

  it('counts worth per minute: of two alike the quicker comes first, but what takes seconds is not all', () => {
    const unsure = signalsSaying({ entropy: 0.5 })
    const frames = waiting(
      { predicted: 0b11, signals: unsure, minutes: 3 },
      { predicted: 0b11, signals: unsure, minutes: 1 },
    )
    expect(order(frames).map(({ id }) => id)).toEqual([2, 1])
    const worthIt = waiting(
      ...Array.from({ length: 6 }, () => ({ predicted: 1, signals: signalsSaying(), minutes: 0.01 })),
      { predicted: 0b101, signals: signalsSaying({ entropy: 0.9 }), minutes: 1 },
    )
    const byPatient = new Map(worthIt.map(({ patient }) => [patient, 3]))
    const labelled = labelledSo({ byPatient, byModality: new Map([['NBI', 21]]) })
    expect(order(worthIt, labelled)[0]?.id).toBe(7)
  })
})

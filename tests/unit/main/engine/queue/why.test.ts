import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../../../src/main/engine/queue/survey/Candidate.ts'
import { reasonsFor } from '../../../../../src/main/engine/queue/why.ts'
import type { WhyName } from '../../../../../src/shared/contract/queue.ts'
import { labelledSo, looksAt, signalsSaying, waiting } from '../../../../support/candidates.ts'

const ofOther = new Map([['other', 4]])
const known = new Map([['P1', 2]])
const reason = (
  frame: Partial<Candidate>,
  labelled: Parameters<typeof labelledSo>[0] = {},
  says?: WhyName,
) => {
  const candidates = waiting(frame)
  const around = { candidates, labelled: labelledSo(labelled), looks: looksAt([null]) }
  return reasonsFor(candidates, around, says)[0]
}

describe('the reason of a frame', () => {
  it('is a lesion between two classes before all else that a model tells', () => {
    const signals = signalsSaying({ torn: { share: 0.14, between: [1, 2] }, entropy: 0.3, netsDiffer: 0.1 })
    const told = { name: 'torn', share: 0.14, between: [1, 2] }
    expect(reason({ signals, predicted: 0b11 }, { byPatient: ofOther })).toEqual(told)
  })

  it('is not said where it hardly holds', () => {
    const signals = signalsSaying({
      torn: { share: 0.01, between: [1, 2] },
      netsDiffer: 0.02,
      entropy: 0.1,
      boundary: 0.2,
    })
    expect(reason({ signals, predicted: 1 }, { byPatient: known })).toEqual({
      name: 'fewOfPatient',
      labelled: 2,
    })
  })

  it.each([
    ['netsDiffer', { signals: signalsSaying({ netsDiffer: 0.3 }), predicted: 1 }],
    ['unsure', { signals: signalsSaying({ entropy: 0.6 }), predicted: 1 }],
    ['edge', { signals: signalsSaying({ boundary: 0.95 }), predicted: 1 }],
    ['lesion', { predicted: 0b11 }],
    ['begun', { begun: true }],
    ['fewOfPatient', {}],
  ] as const)('is %s where nothing stronger holds', (name, frame) => {
    expect(reason(frame, { byPatient: known })?.name).toBe(name)
  })

  it('is the patient where nothing of them is labelled, the light or the class where there is little', () => {
    expect(reason({})).toEqual({ name: 'newPatient' })
    const byModality = new Map([
      ['NBI', 1],
      ['WLI', 9],
    ])
    expect(reason({}, { byPatient: known, byModality })).toEqual({ name: 'fewOfLight', modality: 'NBI' })
    const byClass = [0, 9, 1, 0, 0, 0, 0, 0]
    expect(reason({ predicted: 0b101 }, { byPatient: known, byClass })).toEqual({ name: 'rare', class: 2 })
  })

  it("is the strategy's own where that holds, and another where it does not", () => {
    const signals = signalsSaying({ torn: { share: 0.5, between: [1, 2] }, entropy: 0.5 })
    expect(reason({ signals, predicted: 0b11 }, {}, 'unsure')).toEqual({ name: 'unsure' })
    expect(reason({}, {}, 'torn')).toEqual({ name: 'newPatient' })
  })

  it('tells a frame from others: where the model is unsure everywhere, only of the most doubted', () => {
    const doubted = [0.5, 0.52, 0.54, 0.7].map((entropy) => ({
      predicted: 1,
      signals: signalsSaying({ entropy }),
    }))
    const candidates = waiting(...doubted)
    const byPatient = new Map(candidates.map(({ patient }) => [patient, 1]))
    const around = {
      candidates,
      labelled: labelledSo({ byPatient }),
      looks: looksAt([null, null, null, null]),
    }
    const names = reasonsFor(candidates, around, undefined).map(({ name }) => name)
    expect(names).toEqual(['fewOfPatient', 'fewOfPatient', 'fewOfPatient', 'unsure'])
  })

  it('does not tell of two nets that differ on most frames', () => {
    const of = (...shares: readonly number[]) => {
      const candidates = waiting(
        ...shares.map((netsDiffer) => ({ predicted: 1, signals: signalsSaying({ netsDiffer }) })),
      )
      const looks = looksAt(shares.map(() => null))
      return reasonsFor(candidates, { candidates, labelled: labelledSo(), looks }, undefined).map(
        ({ name }) => name,
      )
    }
    expect(of(0, 0, 0.1, 0.9)).toEqual(['newPatient', 'newPatient', 'newPatient', 'netsDiffer'])
    expect(of(0.8, 0.9, 1, 1)).toEqual(['newPatient', 'newPatient', 'newPatient', 'newPatient'])
  })

  it('says that it looks like nothing labelled of the farthest quarter alone', () => {
    const candidates = waiting({ row: 1 }, { row: 2 }, { row: 3 }, { row: 4 })
    const byPatient = new Map(candidates.map(({ patient }) => [patient, 1]))
    const around = {
      candidates,
      labelled: labelledSo({ rows: [0], byPatient }),
      looks: looksAt([0, 1, 2, 3, 20]),
    }
    const names = reasonsFor(candidates, around, undefined).map(({ name }) => name)
    expect(names).toEqual(['fewOfPatient', 'fewOfPatient', 'fewOfPatient', 'unlike'])
  })
})

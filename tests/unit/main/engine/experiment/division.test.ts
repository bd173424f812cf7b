import { describe, expect, it } from 'vitest'
import { divide } from '../../../../../src/main/engine/experiment/division.ts'
import type { ExperimentFrame } from '../../../../../src/main/engine/experiment/frames.ts'

/** Forty frames of ten patients. */
const frames: readonly ExperimentFrame[] = Array.from({ length: 40 }, (_, i) => ({
  id: `${i}`,
  path: `${i}.png`,
  patient: `P${i % 10}`,
  modality: 'WLI',
  mask: new Uint8Array(),
  holds: 1,
  hash: `${i}`,
}))
const sides = (labelled: string, seed = 0) => divide(frames, '10%', { labelled, seed })
const idsOf = (some: readonly ExperimentFrame[]) => some.map(({ id }) => id)
const patientsOf = (some: readonly ExperimentFrame[]) => new Set(some.map(({ patient }) => patient))

describe('the division of an experiment', () => {
  it('has each frame on one side, and each patient on one of test, validation and the rest', () => {
    const { test, validation, labelled, unlabelled } = sides('30%')
    expect(idsOf([...test, ...validation, ...labelled, ...unlabelled]).sort()).toEqual(idsOf(frames).sort())
    const rest = patientsOf([...labelled, ...unlabelled])
    for (const patient of patientsOf(test)) {
      expect(rest).not.toContain(patient)
      expect(patientsOf(validation)).not.toContain(patient)
    }
    for (const patient of patientsOf(validation)) expect(rest).not.toContain(patient)
  })

  it('judges all shares of a seed on the same frames, and labels in a larger one what a smaller one does', () => {
    const [ten, thirty, fifty] = [sides('10%'), sides('30%'), sides('50%')]
    for (const other of [thirty, fifty]) {
      expect(other.test).toEqual(ten.test)
      expect(other.validation).toEqual(ten.validation)
    }
    expect(ten.labelled.length).toBeLessThan(thirty.labelled.length)
    expect(idsOf(thirty.labelled).slice(0, ten.labelled.length)).toEqual(idsOf(ten.labelled))
    expect(idsOf(fifty.labelled).slice(0, thirty.labelled.length)).toEqual(idsOf(thirty.labelled))
  })

  it('is the same for the same seed and another for another', () => {
    expect(sides('30%')).toEqual(sides('30%'))
    expect(idsOf(sides('30%', 1).labelled)).not.toEqual(idsOf(sides('30%').labelled))
  })

  it('refuses what is no number of frames that can be labelled', () => {
    expect(() => sides('0')).toThrow('--labelled takes a number from 1 to')
    expect(() => sides('100%')).toThrow('--labelled takes a number from 1 to')
    expect(() => sides('some')).toThrow('--labelled takes a number or a percentage')
  })
})

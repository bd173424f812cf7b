import { describe, expect, it } from 'vitest'
import type { HeldFrame } from '../../../../../src/main/engine/training/labelled/heldFrames.ts'
import { warningsOf } from '../../../../../src/main/engine/training/warnings/index.ts'
import type { Facts } from '../../../../../src/main/engine/training/warnings/Warning.ts'

const CLASSES = ['normal', 'benign', 'malignant'].map((name) => ({ name, colour: '#000000' }))

/** Frames of a patient, a list of classes each. */
const frames = (patient: string, ...held: readonly number[][]): HeldFrame[] =>
  held.map((classes, n) => ({
    id: `${patient}-${n}`,
    patient,
    modality: 'NBI',
    holds: new Set([0, ...classes]),
  }))
const both = (patient: string, count: number) =>
  frames(patient, ...Array.from({ length: count }, () => [1, 2]))

/** A study with nothing to warn of: two patients teach and three judge, all in one light. */
const sound: Facts = {
  classes: CLASSES,
  labelled: [...both('A', 6), ...both('B', 6)],
  validation: [...both('V', 1), ...both('W', 1), ...both('X', 1)],
  byModality: { NBI: { labelled: 12, unlabelled: 30 } },
  sinceLast: null,
}
const said = (change: Partial<Facts>) =>
  warningsOf({ ...sound, ...change }).map(({ reason: { name, values } }) => [name, values])

describe('before a round', () => {
  it('says nothing of a study that lacks nothing', () => {
    expect(said({})).toEqual([])
  })

  it('warns of a class that few frames hold, and leads to frames of that class', () => {
    const labelled = [...frames('A', ...Array.from({ length: 11 }, () => [1])), ...both('B', 9)]
    expect(warningsOf({ ...sound, labelled })).toContainEqual({
      reason: { name: 'fewFramesOfClass', values: { class: 'malignant', count: 9 } },
      remedy: { kind: 'label', split: 'train', class: 2 },
    })
    expect(said({ labelled: [...labelled, ...both('C', 1)] })).toEqual([])
  })

  it('warns of a class that one patient alone shows, but of one patient in all only once', () => {
    const labelled = [...both('A', 12), ...frames('B', [1], [1])]
    expect(said({ labelled })).toEqual([['classOfOnePatient', { class: 'malignant', patient: 'A' }]])
    expect(said({ labelled: both('A', 12) })).toEqual([['onePatientToLearnFrom', { patient: 'A' }]])
  })

  it('warns of fewer than three patients with a lesion who judge, and leaves none at all to what blocks', () => {
    const validation = [...both('V', 4), ...both('W', 1), ...frames('X', [])]
    expect(said({ validation })).toEqual([['fewPatientsToJudge', { count: 2 }]])
    expect(said({ validation: frames('X', [], []) })).toEqual([])
  })

  it('warns of a class that is learned and judged by nobody', () => {
    const validation = [...frames('V', [1]), ...frames('W', [1]), ...frames('X', [1])]
    expect(said({ validation })).toEqual([['classNotJudged', { class: 'malignant' }]])
  })

  it('warns of a light in which frames wait and none is labelled', () => {
    const byModality = { NBI: { labelled: 12, unlabelled: 0 }, WLI: { labelled: 0, unlabelled: 3 } }
    expect(said({ byModality })).toEqual([['lightNotLabelled', { light: 'WLI' }]])
  })

  it('warns of a round that would repeat the last one', () => {
    const since = (frames: number, changed: number) => ({
      added: { frames, withClass: [] },
      removed: 0,
      changed,
    })
    expect(said({ sinceLast: since(0, 0) })).toEqual([['nothingNewToLearn', {}]])
    expect(said({ sinceLast: since(0, 1) })).toEqual([])
    expect(said({ sinceLast: since(2, 0) })).toEqual([])
  })
})

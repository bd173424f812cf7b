import { describe, expect, it } from 'vitest'
import { emptyDraft, obstacle, requestOf } from '../../../../../src/renderer/features/bring/draftSteps.ts'
import {
  apart,
  framesToPlace,
  groupsOf,
  joined,
  parted,
  renamedTo,
} from '../../../../../src/renderer/features/bring/patients.ts'
import type { ImportSurvey } from '../../../../../src/shared/contract/bring.ts'
import { classesNamed } from '../../../../../src/shared/domain/labelClass.ts'
import { patientsToPlace } from '../../../../../src/shared/domain/patientsToPlace.ts'

const way: ImportSurvey['ways'][number] = { kind: 'name', names: ['A', 'B'], of: [0, 1, 0, 1, 0] }
const groups = groupsOf(way)
const survey: ImportSurvey = {
  frames: ['A_1_nbi', 'B_1', 'A_2', 'B_2', 'A_3'].map((key, i) => ({
    key: `${key}.png`,
    masked: i === 0,
    split: i === 1 ? 'test' : null,
  })),
  masks: 1,
  identified: false,
  films: false,
  marks: [],
  ways: [way],
  problems: [],
  lookedAt: 0,
  lights: { NBI: 0, WLI: 0, other: 0 },
  samples: [],
  stills: [],
  folder: '/s',
  keyExists: false,
}

describe('which frames show one patient', () => {
  it('comes from a way, and is joined, parted and renamed by hand', () => {
    expect(groups).toEqual([
      { name: 'A', frames: [0, 2, 4] },
      { name: 'B', frames: [1, 3] },
    ])
    expect(joined(groups, new Set(['A', 'B']))).toEqual([{ name: 'A', frames: [0, 1, 2, 3, 4] }])
    expect(parted(groups, 'A', new Set([2]))).toEqual([
      { name: 'A', frames: [0, 4] },
      { name: 'A (2)', frames: [2] },
      { name: 'B', frames: [1, 3] },
    ])
    expect(parted(groups, 'A', new Set([0, 2, 4]))).toEqual(groups)
    expect(apart(groups, 'B').map(({ name }) => name)).toEqual(['A', 'B', 'B (2)'])
    expect(renamedTo(groups, 'B', ' C ')[1]?.name).toBe('C')
    expect(renamedTo(groups, 'B', 'A')).toEqual(groups)
  })

  it('tells the engine what splits are dealt out by', () => {
    expect(patientsToPlace(framesToPlace(survey, groups), classesNamed(['normal', 'benign']))).toEqual([
      { name: 'A', stratum: 'masks nbi', said: null },
      { name: 'B', stratum: '', said: 'test' },
    ])
  })
})

describe('a draft', () => {
  const draft = {
    ...emptyDraft('new', ['/data']),
    survey,
    classes: ['a', 'b'],
    patients: groups,
    folder: '/s',
  }

  it('says of every frame whose it is, and where new patients go', () => {
    const splits = {
      A: { split: 'train', isNew: true },
      B: { split: 'test', isNew: false },
    } as const
    const request = requestOf({ ...draft, splits, meanings: { 0: 0, 7: null, 9: 1 } }, survey)
    expect(request.patients?.['A_2.png']).toBe('A')
    expect(request.splits).toEqual({ A: 'train' })
    expect(request.maskMap).toEqual({ 0: 0, 9: 1 })
    expect(request.deidentify).toBeUndefined()
  })

  it('says nothing of what an import knows by itself', () => {
    const told = { ...survey, ways: [{ ...way, kind: 'manifest' as const }] }
    expect(requestOf(draft, told).patients).toBeUndefined()
    const merged = { ...draft, patients: joined(groups, new Set(['A', 'B'])) }
    expect(requestOf(merged, told).patients).toEqual({ 'B_1.png': 'A', 'B_2.png': 'A' })
  })

  it('holds a step until what it asks is answered', () => {
    expect(obstacle('look', emptyDraft('new', []))).toBe('notLooked')
    expect(obstacle('classes', { ...draft, meanings: { 9: null } })).toBe('unmapped')
    expect(obstacle('classes', { ...draft, classes: ['a', 'a'] })).toBe('twice')
    expect(obstacle('split', draft)).toBe('notDealt')
    const hidden = { ...draft, pseudonyms: true, passphrase: 'correct horse', repeated: '' }
    expect(obstacle('names', { ...hidden, passphrase: 'short' })).toBe('passphrase')
    expect(obstacle('names', hidden)).toBe('differs')
    expect(obstacle('names', { ...hidden, repeated: 'correct horse' })).toBeUndefined()
    expect(
      obstacle('names', { ...hidden, into: 'open', survey: { ...survey, keyExists: true } }),
    ).toBeUndefined()
    expect(obstacle('import', { ...draft, folder: ' ' })).toBe('noFolder')
  })
})

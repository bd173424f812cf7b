import { expect, it } from 'vitest'
import { classesNamed } from '../../../../src/shared/domain/labelClass.ts'
import { patientsToPlace } from '../../../../src/shared/domain/patientsToPlace.ts'

it('gathers what the frames of each patient promise, and the first split that one of them says', () => {
  const frames = [
    { patient: 'B', path: 'B/benign_1.png', masked: false, split: null },
    { patient: 'A', path: 'A/nbi_1.png', masked: true, split: null },
    { patient: 'B', path: 'B/2.png', masked: false, split: 'test' },
    { patient: 'B', path: 'B/3.png', masked: false, split: 'train' },
  ] as const
  expect(patientsToPlace(frames, classesNamed(['normal', 'benign']))).toEqual([
    { name: 'B', stratum: 'benign', said: 'test' },
    { name: 'A', stratum: 'masks nbi', said: null },
  ])
})

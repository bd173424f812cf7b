import { describe, expect, it } from 'vitest'
import { areGeneral, groupsByName } from '../../../../../../src/main/engine/import/found/nameGroups.ts'

describe('whose frames these may be, by their names', () => {
  it('reads a patient before the frame number, whatever separates them', () => {
    expect(groupsByName(['P07_003', 'P07_004', 'P08_001', 'P08_002'])).toEqual(['P07', 'P07', 'P08', 'P08'])
    expect(groupsByName(['patient1_seq2_0001', 'patient1_seq3_0004', 'patient2_seq1_0001'])).toEqual([
      'patient1',
      'patient1',
      'patient2',
    ])
    expect(groupsByName(['smith-01', 'smith-02', 'lee-01', 'lee-02', 'lee-03'])).toEqual([
      'smith',
      'smith',
      'lee',
      'lee',
      'lee',
    ])
    expect(
      groupsByName(['IMG_20240105_1201', 'IMG_20240105_1202', 'IMG_20240108_0901', 'IMG_20240108_0902']),
    ).toEqual(['20240105', '20240105', '20240108', '20240108'])
  })

  it('says nothing where the names tell a class, a light, a year or nothing', () => {
    expect(groupsByName(['2019_benign_NBI_62', '2019_benign_NBI_63', '2020_malignant_WLI_1'])).toBeUndefined()
    expect(groupsByName(['frame-00', 'frame-01', 'frame-02'])).toBeUndefined()
    expect(groupsByName(['001', '013', '204'])).toBeUndefined()
    expect(groupsByName(['cju0qkwl35piu0993l0dewei2', 'cju0sxqiclckk08551ycbwhno'])).toBeUndefined()
  })

  it('says nothing where most frames stand alone', () => {
    expect(groupsByName(['a_1', 'a_2', 'b_1', 'c_1', 'd_1', 'e_1'])).toBeUndefined()
  })

  it('knows folders that are named after classes and lights', () => {
    expect(areGeneral(['benign', 'malignant/NBI', 'train'])).toBe(true)
    expect(areGeneral(['benign', 'Smith'])).toBe(false)
  })
})

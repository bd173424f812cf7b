import { describe, expect, it } from 'vitest'
import { experimentPreset } from '../../../../../src/main/engine/experiment/presets.ts'
import { settingsOf } from '../../../../../src/main/engine/experiment/runSettings.ts'

/** Of METHODS §0: data set, frames labelled and not, steps of the others, and of supervised. */
const PUBLISHED = [
  ['paper-polyp', 145, 1305, 13_040, 1_440],
  ['paper-polyp', 435, 1015, 10_080, 4_320],
  ['paper-polyp', 725, 725, 7_200, 7_200],
  ['paper-fahsyu', 1132, 10_191, 127_300, 14_100],
  ['paper-fahsyu', 3396, 7927, 99_000, 42_400],
  ['paper-fahsyu', 5661, 5662, 70_700, 70_700],
] as const

const settingsFor = (preset: string, method: string, counts = { labelled: 20, unlabelled: 100 }) =>
  settingsOf(
    { ...experimentPreset(preset), data: '', layout: 'auto', validation: '0', seeds: [0], out: '' },
    { method, seed: 5 },
    counts,
  )

describe('the settings of a run', () => {
  it.each(PUBLISHED)(
    'have as many steps as the public code: %s, %i labelled',
    (preset, labelled, unlabelled, others, own) => {
      const counts = { labelled, unlabelled }
      expect(settingsFor(preset, 'loco', counts).steps).toBe(others)
      expect(settingsFor(preset, 'M1', counts).steps).toBe(own)
      expect(settingsFor(preset, 'supervised', counts).steps).toBe(own)
    },
  )

  it('give supervised as many steps as the others where that is asked for', () => {
    const matched = { ...experimentPreset('paper-polyp'), length: { epochs: 80, matchSteps: true } }
    const plan = { ...matched, data: '', layout: 'auto', validation: '0', seeds: [0], out: '' }
    const counts = { labelled: 145, unlabelled: 1305 }
    expect(settingsOf(plan, { method: 'supervised', seed: 0 }, counts).steps).toBe(13_040)
  })

  it('have one step an epoch where there are fewer frames than a batch', () => {
    expect(settingsFor('paper-polyp', 'supervised', { labelled: 3, unlabelled: 3 }).steps).toBe(80)
  })

  it('are those of the paper for its data sets', () => {
    const common = { batch: 8, backbone: 'resnet50', preset: 'paper', seed: 5, frameSide: null }
    expect(settingsFor('paper-fahsyu', 'loco')).toMatchObject({ ...common, size: 321, classes: 3 })
    expect(settingsFor('paper-polyp', 'loco')).toMatchObject({ ...common, size: 384, classes: 2 })
  })

  it('take other rates on polyps in the public code alone, whatever row of the ablation', () => {
    const rates = (preset: string, method: string) => {
      const settings = settingsFor(preset, method)
      if (settings.method !== 'loco') throw new Error('no contrast')
      const { iceRate, bceRate, threshold } = settings.loco.contrast
      return [iceRate, bceRate, threshold]
    }
    expect(rates('code-polyp', 'loco')).toEqual([0.1, 0.25, 'filter'])
    expect(rates('code-polyp', 'M5')).toEqual([0.1, 0.25, 'filter'])
    expect(rates('code-fahsyu', 'loco')).toEqual([0.3, 0.3, 'fixed'])
    for (const preset of ['paper-polyp', 'paper-fahsyu'])
      expect(rates(preset, 'loco')).toEqual([0.3, 0.3, 'filter'])
  })
})

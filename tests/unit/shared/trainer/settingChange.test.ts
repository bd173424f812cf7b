import { describe, expect, it } from 'vitest'
import { settingsFrom } from '../../../../src/shared/trainer/presets.ts'
import { changedSettings } from '../../../../src/shared/trainer/settingChange.ts'

const loco = settingsFrom('cpu', {})

describe('settings said otherwise than a preset', () => {
  it('change that one and nothing else', () => {
    const changed = changedSettings(loco, [
      { path: 'learningRate', value: 0.002 },
      { path: 'loco.filter.gamma', value: 0.5 },
      { path: 'loco.contrast.threshold', value: 'fixed' },
    ])
    expect(changed).toEqual({
      ...loco,
      learningRate: 0.002,
      loco: {
        ...loco.loco,
        filter: { ...loco.loco.filter, gamma: 0.5 },
        contrast: { ...loco.loco.contrast, threshold: 'fixed' },
      },
    })
  })

  it('may be one that presets leave out', () => {
    expect(changedSettings(loco, [{ path: 'correctedTimes', value: 3 }])).toEqual({
      ...loco,
      correctedTimes: 3,
    })
  })

  it('are those said last', () => {
    const changes = [0.1, 0.2].map((value) => ({ path: 'loco.contrastWeight', value }))
    expect(changedSettings(loco, changes)).toMatchObject({ loco: { contrastWeight: 0.2 } })
  })

  it('leave other methods as they are', () => {
    const supervised = settingsFrom('cpu', { method: 'supervised' })
    expect(changedSettings(supervised, [{ path: 'loco.filter.gamma', value: 0.5 }])).toEqual(supervised)
    expect(changedSettings(supervised, [{ path: 'learningRate', value: 1 }]).learningRate).toBe(1)
  })

  it.each(['loco.gamma', 'nothing', 'learningRate.high', 'toString', 'loco.__proto__.x'])(
    'are refused where there is no %s',
    (path) => {
      expect(() => changedSettings(loco, [{ path, value: 1 }])).toThrow(
        `There is no setting ${path}; there are`,
      )
    },
  )

  it.each([
    ['learningRate', 'fast'],
    ['loco.unsupervisedRamp', 1.2],
    ['loco.filter', 3],
    ['keeps', 'both'],
    ['loco.contrast.ice', 1],
  ])('are refused where %s cannot be %s', (path, value) => {
    expect(() => changedSettings(loco, [{ path, value }])).toThrow(`The setting ${path} cannot be that`)
  })
})

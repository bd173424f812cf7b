import { describe, expect, it } from 'vitest'
import { nextAt, settingChange, testSet, timeOfDay } from '../../../../src/main/cli/options.ts'

describe('a setting and its value', () => {
  it.each([
    ['learningRate=0.002', 'learningRate', 0.002],
    ['loco.filter.momentum = 1e-2', 'loco.filter.momentum', 0.01],
    ['keeps=teacher', 'keeps', 'teacher'],
    ['loco.contrast.ice=false', 'loco.contrast.ice', false],
    ['frameSide=null', 'frameSide', null],
    ['keeps=constructor', 'keeps', 'constructor'],
  ])('%s', (text, path, value) => {
    expect(settingChange(text)).toEqual([{ path, value }])
  })

  it('is added to those before', () => {
    expect(settingChange('b=2', settingChange('a=1'))).toEqual([
      { path: 'a', value: 1 },
      { path: 'b', value: 2 },
    ])
  })

  it.each(['gamma', '=1', 'gamma=', 'a=1=2'])('is not %s', (text) => {
    expect(() => settingChange(text)).toThrow('Write a setting and its value')
  })

  it('is not one that has an option of its own', () => {
    expect(() => settingChange('seed=3')).toThrow('seed has an option of its own: --seeds.')
  })
})

describe('a test set', () => {
  it('is a name and a pattern, which may hold an equals sign', () => {
    expect(testSet('CVC=^CVC/|a=b', testSet('Kvasir=Kvasir/'))).toEqual([
      { name: 'Kvasir', pattern: 'Kvasir\\/' },
      { name: 'CVC', pattern: '^CVC\\/|a=b' },
    ])
  })

  it.each(['CVC', '=CVC', 'CVC='])('is not %s', (text) => {
    expect(() => testSet(text)).toThrow('Write a name and what its paths hold')
  })

  it('is refused where the pattern is none', () => {
    expect(() => testSet('CVC=(')).toThrow('This is no regular expression')
  })
})

describe('a time of the day', () => {
  it('is the next that comes', () => {
    const evening = timeOfDay('20:00')
    expect(nextAt(evening, new Date(2026, 2, 1, 15, 30))).toEqual(new Date(2026, 2, 1, 20, 0))
    expect(nextAt(evening, new Date(2026, 2, 1, 20, 0))).toEqual(new Date(2026, 2, 2, 20, 0))
    expect(nextAt(timeOfDay('6:05'), new Date(2026, 11, 31, 23, 0))).toEqual(new Date(2027, 0, 1, 6, 5))
  })

  it.each(['8', '24:00', '12:60', '-1:00', 'tonight', '20:0', ''])('is not %s', (text) => {
    expect(() => timeOfDay(text)).toThrow('Write a time of the day')
  })
})

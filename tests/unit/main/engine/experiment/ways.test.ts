import { describe, expect, it } from 'vitest'
import { starts } from '../../../../../src/main/engine/experiment/starts.ts'
import { waysOf } from '../../../../../src/main/engine/experiment/ways.ts'
import { settingsFrom } from '../../../../../src/shared/trainer/presets.ts'

const named = (asked: Parameters<typeof waysOf>[0]) => waysOf(asked).map(({ name }) => name)

describe('ways to do rounds', () => {
  it('are each of a kind with each of the others, named by what tells them apart', () => {
    expect(named({ methods: ['loco'], strategies: ['random', 'blend'], starts: ['warm'] })).toEqual([
      'random',
      'blend',
    ])
    expect(named({ methods: ['loco'], strategies: ['random'], starts: ['warm', 'scratch'] })).toEqual([
      'warm',
      'scratch',
    ])
    expect(
      named({ methods: ['loco', 'supervised'], strategies: ['random', 'blend'], starts: ['warm'] }),
    ).toEqual(['random+loco', 'blend+loco', 'random+supervised', 'blend+supervised'])
    expect(named({ methods: ['loco'], strategies: ['random'], starts: ['warm'] })).toEqual(['random'])
  })

  it('are refused by a name that there is not, with those that there are', () => {
    expect(() => named({ methods: ['loco'], strategies: ['luck'], starts: ['warm'] })).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ name: 'noSuchStrategy' }) }),
    )
    expect(() => named({ methods: ['loco'], strategies: ['random'], starts: ['hot'] })).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ name: 'noSuchStart' }) }),
    )
  })

  it('change no more of the first round’s settings than they say', () => {
    const settings = settingsFrom('cpu', { classes: 2, steps: 301, checkpointEvery: 250 })
    const changed = Object.fromEntries(starts.map((start) => [start.name, start.settings(settings)]))
    expect(changed['warm']).toEqual(settings)
    expect(changed['scratch']).toEqual(settings)
    expect(changed['gentle']).toEqual({ ...settings, learningRate: 0.3 * settings.learningRate })
    expect(changed['half']).toEqual({ ...settings, steps: 151, checkpointEvery: 151 })
  })
})

import { describe, expect, it } from 'vitest'
import { ablation, settingsOfVariant } from '../../../../src/shared/trainer/ablation.ts'
import { differences } from '../../../../src/shared/trainer/differences.ts'
import { presets, settingsFrom } from '../../../../src/shared/trainer/presets.ts'
import { type TrainingSettings, trainingSettings } from '../../../../src/shared/trainer/settings.ts'

const at = (settings: TrainingSettings, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], settings)

/** Paths of all settings in which two presets differ. */
function pathsThatDiffer(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a !== 'object' || a === null) return a === b ? [] : [path]
  return Object.keys(a).flatMap((key) =>
    pathsThatDiffer(
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
      path ? `${path}.${key}` : key,
    ),
  )
}

describe('presets paper and code', () => {
  it.each(differences.map((d) => [d.option, d] as const))('%s is as the list of differences says', (_, d) => {
    expect(at(presets.paper, d.option)).toEqual(d.paper)
    expect(at(presets.code, d.option)).toEqual(d.code)
  })

  it('differ nowhere else', () => {
    const listed = new Set([...differences.map((d) => d.option), 'preset'])
    expect(pathsThatDiffer(presets.paper, presets.code).filter((path) => !listed.has(path))).toEqual([])
  })

  it('are settings that a checkpoint can hold', () => {
    for (const preset of Object.values(presets)) expect(trainingSettings.parse(preset)).toEqual(preset)
  })
})

describe('the ablation', () => {
  it('M7 is the whole method and M1 the baseline', () => {
    expect(settingsOfVariant('paper', 'M7', {})).toEqual(settingsFrom('paper', { method: 'loco' }))
    expect(settingsOfVariant('paper', 'M1', {}).method).toBe('supervised')
  })

  it('every row turns on what the paper ticks', () => {
    const ticked = Object.keys(ablation).map((name) => {
      const settings = settingsOfVariant('paper', name, {})
      if (settings.method !== 'loco') return ''
      const { filter, contrast } = settings.loco
      return [filter.dynamic && 'cdf', contrast.bce && 'bce', contrast.ice && 'ice'].filter(Boolean).join()
    })
    expect(ticked).toEqual(['', '', 'cdf', 'bce', 'ice', 'bce,ice', 'cdf,bce,ice'])
  })
})

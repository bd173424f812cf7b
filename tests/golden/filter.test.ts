import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DynamicFilter } from '../../src/main/trainer/pseudoLabels/DynamicFilter.ts'
import { presets } from '../../src/shared/trainer/presets.ts'
import { golden, hasGolden } from '../support/places.ts'

interface Fixture {
  classes: number
  ema: number
  init: number
  gamma: number
  max_global: number
  steps: {
    logits: { shape: number[]; data: number[] }
    ignore: { data: number[] }
    thresholds: number[]
    global_threshold: number
  }[]
}

it.skipIf(!hasGolden)('follows the thresholds of the public code over six batches', () => {
  const d = JSON.parse(readFileSync(join(golden, 'cdf.json'), 'utf8')) as Fixture
  const filter = new DynamicFilter(d.classes, {
    ...presets.code.loco.filter,
    momentum: d.ema,
    globalStart: d.init,
    gamma: d.gamma,
    globalCeiling: d.max_global,
  })
  for (const step of d.steps) {
    const pixels = step.logits.data.length / d.classes
    const confidence = new Float32Array(pixels)
    const pseudoLabel = new Uint8Array(pixels)
    for (let i = 0; i < pixels; i++) {
      const row = step.logits.data.slice(i * d.classes, (i + 1) * d.classes)
      const best = Math.max(...row)
      confidence[i] = 1 / row.reduce((sum, v) => sum + Math.exp(v - best), 0)
      pseudoLabel[i] = row.indexOf(best)
    }
    filter.update({ confidence, pseudoLabel, ignore: Uint8Array.from(step.ignore.data) })
    for (const [c, value] of filter.thresholds().entries())
      expect(Math.abs(value - step.thresholds[c]!)).toBeLessThan(1e-4)
    expect(Math.abs(filter.values.global - step.global_threshold)).toBeLessThan(1e-4)
  }
})

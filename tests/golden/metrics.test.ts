import { describe, expect, it } from 'vitest'
import { dice, overlap } from '../../src/main/trainer/metrics/overlap.ts'
import { surfaceDice } from '../../src/shared/domain/surfaceDice.ts'
import { hasGolden } from '../support/places.ts'
import { fixtures } from './recipes.ts'

interface Case {
  truth: { shape: [number, number]; data: number[] }
  predicted: { data: number[] }
  iou: Record<string, number | null>
  dice: Record<string, number | null>
  nsd: Record<string, Record<string, number | null>>
}

const cases = hasGolden ? fixtures<{ cases: Case[] }>('metrics.json').cases : []

describe.skipIf(!hasGolden)('metrics of the reference', () => {
  it.each(cases.map((c, i) => [i, c] as const))('mask pair %i', (_, { truth, predicted, ...expected }) => {
    const [height, width] = truth.shape
    const [t, p] = [Uint8Array.from(truth.data), Uint8Array.from(predicted.data)]
    const classes = Object.keys(expected.iou).length
    const { intersection, union } = overlap(t, p, classes)
    const close = (value: number | null, wanted: number | null) => {
      if (wanted === null || value === null) expect(value).toBe(wanted)
      else expect(Math.abs(value - wanted)).toBeLessThan(1e-4)
    }
    for (let c = 0; c < classes; c++) {
      const only = (mask: Uint8Array) => mask.map((v) => (v === c ? 1 : 0))
      close(union[c] === 0 ? null : intersection[c]! / union[c]!, expected.iou[c] ?? null)
      close(dice(only(t), only(p)), expected.dice[c] ?? null)
      for (const [tolerance, wanted] of Object.entries(expected.nsd[c] ?? {}))
        close(surfaceDice(only(t), only(p), height, width, Number(tolerance), 'contour2d'), wanted)
    }
  })
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareReadings } from '../../src/shared/domain/agreement/compareReadings.ts'
import { kappaOf, kappaOfClass } from '../../src/shared/domain/agreement/kappa.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { python, pythonHas } from '../support/oracle.ts'
import { pairBytes, pairSize, readingPairs } from '../support/readingPairs.ts'

const PAIRS = 100
const TOLERANCES = [1, 2, 3.5]

interface Figures {
  readonly kappa: number | null
  readonly classes: readonly { readonly kappa: number | null; readonly surface: readonly (number | null)[] }[]
}
const kept = JSON.parse(
  readFileSync(join(import.meta.dirname, 'agreement.json'), 'utf8'),
) as readonly Figures[]

/** The same figures by our own arithmetic, the tolerances once in px and once in mm of frames that are calibrated. */
function figures(one: Uint8Array, other: Uint8Array): Figures {
  const compared = TOLERANCES.map((px) => {
    const found = compareReadings(one, other, { px, mm: px / 10 }, 0.1)
    if (!found) throw new Error('Pairs can be compared.')
    return found
  })
  const [first] = compared
  if (!first) throw new Error('There are tolerances.')
  const lesions = Array.from({ length: pairSize.classes - 1 }, (_, i) => i + 1)
  return {
    kappa: kappaOf(first.table),
    classes: lesions.map((c) => ({
      kappa: kappaOfClass(first.table, c),
      surface: compared.map(({ classes }) => {
        const { surface, surfaceMm } = classes.find((alike) => alike.class === c) ?? {}
        expect(surfaceMm).toBe(surface)
        return surface ?? null
      }),
    })),
  }
}

/** Whether two figures are one, or both missing. */
function close(found: number | null | undefined, wanted: number | null | undefined, within: number): void {
  if (found == null || wanted == null) expect(found ?? null).toBe(wanted ?? null)
  else expect(Math.abs(found - wanted)).toBeLessThan(within)
}

function compare(all: readonly Figures[]): void {
  expect(all).toHaveLength(PAIRS)
  readingPairs(PAIRS).forEach(({ one, other }, pair) => {
    const found = figures(encodeMask(one), encodeMask(other))
    close(found.kappa, all[pair]?.kappa, 1e-9)
    found.classes.forEach(({ kappa, surface }, c) => {
      const wanted = all[pair]?.classes[c]
      close(kappa, wanted?.kappa, 1e-9)
      for (const [t, value] of surface.entries()) close(value, wanted?.surface[t], 1e-6)
    })
  })
}

describe('kappa and surface Dice of 100 pairs', () => {
  it('are what scikit-learn and surface-distance said', () => compare(kept))

  it('are of pairs that differ in every way', () => {
    const kappas = kept.map(({ kappa }) => kappa)
    expect(kappas.some((kappa) => kappa !== null && kappa < 0.4)).toBe(true)
    expect(kappas.some((kappa) => kappa !== null && kappa > 0.9 && kappa < 1)).toBe(true)
    expect(kappas).toContain(null)
  })

  it.skipIf(!pythonHas('sklearn', 'surface_distance'))('are what they say now', () => {
    const folder = mkdtempSync(join(tmpdir(), 'loco-agreement-'))
    try {
      const file = join(folder, 'pairs.raw')
      writeFileSync(file, pairBytes(PAIRS))
      const { width, height, classes } = pairSize
      const script = join(import.meta.dirname, '../oracles/agreement.py')
      const { stdout, stderr } = spawnSync(python, [script, file, ...[width, height, classes].map(String)])
      compare(JSON.parse(stdout.toString() || `"${stderr.toString()}"`) as readonly Figures[])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

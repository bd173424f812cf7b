import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'

interface Findings {
  readonly processor: string
  readonly instructions: string
  readonly onednn: boolean
}

function doctor(environment: Record<string, string>): Findings {
  const { TF_ENABLE_ONEDNN_OPTS: _, ONEDNN_MAX_CPU_ISA: __, ...rest } = process.env
  const args = [join(project, 'out/main/loco.js'), 'doctor', '--json']
  const { stdout } = spawnSync(process.env['LOCO_NODE'] ?? process.execPath, args, {
    env: { ...rest, ...environment },
    encoding: 'utf8',
  })
  return JSON.parse(stdout) as Findings
}

it.skipIf(!hasBuild || !hasTensorFlow)('doctor tells how this machine computes, mode by mode', () => {
  const asItIs = doctor({})
  const limited = doctor({ ONEDNN_MAX_CPU_ISA: 'AVX2' })
  const off = doctor({ TF_ENABLE_ONEDNN_OPTS: '0' })
  expect(asItIs.processor).not.toBe('')
  expect([asItIs, limited, off].map(({ processor }) => processor)).toEqual(Array(3).fill(asItIs.processor))
  expect([asItIs.onednn, limited.onednn, off.onednn]).toEqual([true, true, false])
  expect(limited.instructions).toBe(`${asItIs.instructions} (oneDNN limited to AVX2)`)
  expect(off.instructions).toBe(asItIs.instructions)
})

import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { assistFolder, hasAssist, hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

interface Findings {
  readonly processor: string
  readonly instructions: string
  readonly onednn: boolean
  readonly assist: { readonly pair: string | null; readonly problem: Reason | null }
}

function doctorSays(environment: Record<string, string>, ...options: string[]): string {
  const { TF_ENABLE_ONEDNN_OPTS: _, ONEDNN_MAX_CPU_ISA: __, ...rest } = process.env
  const args = [join(project, 'out/main/loco.js'), 'doctor', ...options]
  const env = { ...rest, ...environment }
  return spawnSync(process.env['LOCO_NODE'] ?? process.execPath, args, { env, encoding: 'utf8' }).stdout
}
const doctor = (environment: Record<string, string>) =>
  JSON.parse(doctorSays(environment, '--json')) as Findings

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

describe.skipIf(!hasBuild || !hasTensorFlow)('doctor tells of the program that reads films', () => {
  const place = temporaryFolder()
  const program = join(place.path, 'ffmpeg')
  const said =
    'ffmpeg version 7.1 Copyright (c)\nconfiguration: --prefix=/usr --enable-version3 --enable-shared'
  const lineOf = (text: string) => /^ffmpeg +(.*)$/m.exec(text)?.[1]
  afterAll(place.remove)

  it('which one it is, of which version and licence', () => {
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' '${said}'\n`, { mode: 0o755 })
    const line = lineOf(doctorSays({ PATH: place.path }))
    expect(line).toBe(`7.1, LGPL 3 or later (${program})`)
  })

  it('that there is none, and how to come by it', () => {
    rmSync(program)
    expect(lineOf(doctorSays({ PATH: place.path, LANG: 'en' }))).toMatch(
      /not on this computer.*winget install/,
    )
  })
})

describe.skipIf(!hasBuild || !hasAssist)('doctor tells whether box assist', () => {
  const place = temporaryFolder()
  const nets = join(place.path, 'assist')
  const here = { LOCO_CACHE_DIR: place.path }
  const lineOf = (said: string) => /^assist +(.*)$/m.exec(said)?.[1]
  afterAll(place.remove)

  it('has its nets, in a line of its own', () => {
    cpSync(assistFolder, nets, { recursive: true })
    const { assist } = doctor(here)
    expect(assist).toEqual({ pair: expect.stringMatching(/./), problem: null })
    expect(lineOf(doctorSays(here))).toBe(assist.pair)
  })

  it('has a damaged one', () => {
    truncateSync(join(nets, 'decoder.onnx'), 1000)
    expect(doctor(here).assist.problem?.name).toBe('assistFileDamaged')
    expect(lineOf(doctorSays(here))).toContain('is not as it was when it was put in place')
  })

  it('has none', () => {
    rmSync(nets, { recursive: true })
    expect(doctor(here).assist).toMatchObject({ pair: null, problem: { name: 'assistNotSetUp' } })
  })

  it('has no runtime', () => {
    cpSync(assistFolder, nets, { recursive: true })
    const hide = join(project, 'tests/support/hideOnnxRuntime.cjs')
    const { assist } = doctor({ ...here, NODE_OPTIONS: `--require ${hide}` })
    expect(assist.problem?.name).toBe('assistRuntimeMissing')
  })
})

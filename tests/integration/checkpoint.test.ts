import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasTensorFlow } from '../support/places.ts'
import { smallRuns } from '../support/smallRuns.ts'
import { temporaryFolder } from '../support/TestStudy.ts'

const place = temporaryFolder()
let runs: Awaited<ReturnType<typeof smallRuns>>
beforeAll(async () => {
  runs = await smallRuns(place.path)
})
afterAll(() => place.remove())

describe.skipIf(!hasTensorFlow)('a LoCo run', () => {
  it('leaves no tensor behind', async () => {
    const { tensorsAlive } = await import('../../src/main/trainer/ops/handle.ts')
    const before = tensorsAlive()
    await runs.run('whole', false)
    expect(tensorsAlive()).toBe(before)
  })

  it('passes over a damaged checkpoint with a notice and still ends where it should', async () => {
    await runs.run('torn', false, 4)
    const torn = join(place.path, 'torn')
    const newest =
      readdirSync(torn)
        .filter((n) => n.endsWith('.safetensors'))
        .sort()
        .at(-1) ?? ''
    writeFileSync(join(torn, newest), readFileSync(join(torn, newest)).subarray(0, 5000))
    const events = await runs.run('torn', true)
    expect(events.some((e) => e.kind === 'notice' && JSON.stringify(e.reason).includes(newest))).toBe(true)
    expect(runs.weights('torn').equals(runs.weights('whole'))).toBe(true)
  })

  it('that began on another processor says so once, and goes on', async () => {
    const { lastCheckpoint, saveCheckpoint } = await import('../../src/main/trainer/loop/checkpoint.ts')
    const { deviceOf } = await import('../../src/main/trainer/ops/device.ts')
    await runs.run('moved', false, 4)
    const { settings, runFolder } = runs.job('moved', true)
    const { found } = await lastCheckpoint(runFolder, settings)
    if (!found) throw new Error('There is no checkpoint.')
    expect(found.device).toEqual(deviceOf())
    await saveCheckpoint(runFolder, { ...found, device: { ...deviceOf(), processor: 'Abacus 3' } }, settings)
    const events = await runs.run('moved', true)
    const notices = events.flatMap((e) => (e.kind === 'notice' ? [e.reason] : []))
    expect(notices).toEqual([
      {
        name: 'roundMoved',
        values: { before: expect.stringContaining('Abacus 3'), here: expect.any(String) },
      },
    ])
    expect(events.at(-1)?.kind).toBe('trained')
  })
})

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { RoundOptions } from '../../src/shared/contract/training.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await writePairs(join(place.path, 'data'), 16)
  const session = await engine.createStudy(join(place.path, 'study'), ['normal', 'lesion', 'rare'])
  await ImportService.importPaths(session, [join(place.path, 'data')], { layout: 'pairs' }, () => {})
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await engine.close()
  place.remove()
})

const options = (change: Partial<RoundOptions>): RoundOptions => ({
  method: 'supervised',
  preset: 'cpu',
  backbone: 'efficientnet-lite0',
  steps: 60,
  size: 32,
  batch: 2,
  seed: 0,
  initial: 'none',
  stopAfterMinutes: null,
  unjudged: false,
  ...change,
})

/** Starts a round of 60 steps and pauses it after 20 of them or a few more. */
async function paused() {
  const { id } = await engine.training.start(options({}))
  const stop = new AbortController()
  for await (const event of engine.training.watch(stop.signal)) {
    if (event.kind !== 'loss' || event.point.step < 20) continue
    void engine.training.pause(id)
    stop.abort()
  }
  return engine.training.ended(id)
}

describe.skipIf(!hasBuild || !hasTensorFlow)('a round', () => {
  it('pauses when asked, keeps its step, and goes on to the end', async () => {
    const before = await paused()
    const { id } = before
    expect(before).toMatchObject({ state: 'paused', model: null })
    expect(before.step).toBeGreaterThanOrEqual(20)
    expect(before.message).toEqual({ name: 'pausedAsAsked', values: { step: before.step } })
    await engine.training.resume(id)
    expect(await engine.training.ended(id)).toMatchObject({ state: 'finished', step: 60, message: null })
    const { losses } = await engine.training.curves(id)
    expect(losses.map((p) => p.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  })

  it('goes on in another mode of this machine, and says so', async () => {
    const { id } = await paused()
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0')
    await engine.training.resume(id)
    const resumed = await engine.training.ended(id)
    expect(resumed).toMatchObject({ state: 'finished', step: 60 })
    expect(resumed.message?.name).toBe('roundMoved')
    const { message } = (await engine.training.rounds()).find((round) => round.id === id) ?? resumed
    expect(message).toEqual(resumed.message)
    vi.unstubAllEnvs()
  })

  it('pauses by itself when its time is over', async () => {
    const { id } = await engine.training.start(options({ steps: 5000, stopAfterMinutes: 1 / 60 }))
    const paused = await engine.training.ended(id)
    expect(paused).toMatchObject({ state: 'paused' })
    expect(paused.message?.name).toBe('pausedByTime')
    expect(paused.step).toBeGreaterThan(0)
  })

  it('is told beforehand which class no labelled frame holds', async () => {
    const { notes, problems, cannotJudge } = await engine.training.outlook()
    expect(notes).toEqual([{ name: 'classNotLabelled', values: { class: 'rare' } }])
    expect(problems.filter(({ name }) => name !== 'nothingUnlabelled')).toEqual([])
    expect(cannotJudge).toBeNull()
  })
})

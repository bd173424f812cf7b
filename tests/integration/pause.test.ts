import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 16, classes: ['normal', 'lesion', 'rare'] })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await engine.close()
  place.remove()
})

/** Starts a round of 60 steps and pauses it after 20 of them or a few more. */
async function paused() {
  const { id } = await engine.training.start(me, smallRound(60))
  const stop = new AbortController()
  for await (const event of engine.training.watch(stop.signal)) {
    if (event.kind !== 'loss' || event.point.step < 20) continue
    void engine.training.pause(me, id)
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
    await engine.training.resume({ ...me, name: 'colleague' }, id)
    expect(await engine.training.ended(id)).toMatchObject({ state: 'finished', step: 60, message: null })
    const { db } = engine.study.store
    const kept = db.selectFrom('audit').select('actor').where('action', '=', 'add-model')
    expect(await kept.execute(), 'the model is theirs who went on').toEqual([{ actor: 'colleague' }])
    const told = db.selectFrom('audit').select(['actor', 'action']).where('subject', '=', `run:${id}`)
    expect((await told.orderBy('seq').execute()).map(({ actor, action }) => [actor, action])).toEqual([
      [me.name, 'round-started'],
      [me.name, 'round-paused'],
      ['colleague', 'round-resumed'],
      ['LoCo Studio', 'round-finished'],
    ])
    const { losses } = await engine.training.curves(id)
    expect(losses.map((p) => p.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  })

  it('goes on in another mode of this machine, and says so', async () => {
    const { id } = await paused()
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0')
    await engine.training.resume(me, id)
    const resumed = await engine.training.ended(id)
    expect(resumed).toMatchObject({ state: 'finished', step: 60 })
    expect(resumed.message?.name).toBe('roundMoved')
    const { message } = (await engine.training.rounds()).find((round) => round.id === id) ?? resumed
    expect(message).toEqual(resumed.message)
    vi.unstubAllEnvs()
  })

  it('pauses by itself when its time is over', async () => {
    const { id } = await engine.training.start(me, smallRound(5000, { stopAfterMinutes: 1 / 60 }))
    const paused = await engine.training.ended(id)
    expect(paused).toMatchObject({ state: 'paused' })
    expect(paused.message?.name).toBe('pausedByTime')
    expect(paused.step).toBeGreaterThan(0)
    const told = engine.study.store.db
      .selectFrom('audit')
      .select(['actor', 'detail'])
      .where('subject', '=', `run:${id}`)
      .where('action', '=', 'round-paused')
    expect(await told.execute(), 'by nobody').toEqual([
      {
        actor: 'LoCo Studio',
        detail: JSON.stringify({ step: paused.step, reason: 'pausedByTime', alarms: 0 }),
      },
    ])
  })

  it('is told beforehand which class no labelled frame holds', async () => {
    const { notes, problems, cannotJudge } = await engine.training.outlook()
    expect(notes).toEqual([{ name: 'classNotLabelled', values: { class: 'rare' } }])
    expect(problems.filter(({ name }) => name !== 'nothingUnlabelled')).toEqual([])
    expect(cannotJudge).toBeNull()
  })
})

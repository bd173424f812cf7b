import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { settingsFrom } from '../../src/shared/trainer/presets.ts'
import type { TrainResult } from '../../src/shared/trainer/protocol.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { studyOfPairs, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const SIDE = 40
const place = temporaryFolder()
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  // Enough patients for an interval: a fifth of twenty judge.
  await studyOfPairs(engine, place.path, { count: 40 })
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

async function round(steps: number) {
  const { id } = await engine.training.start(me, smallRound(steps))
  const ended = await engine.training.ended(id)
  const [newest] = await ModelService.list(engine.study)
  if (!ended.verdict || !newest) throw new Error(`The round was not judged: ${ended.message}`)
  return { ended, verdict: ended.verdict, newest }
}

describe.skipIf(!hasBuild || !hasTensorFlow)('a round whose net has learned nothing', () => {
  it('raises an alarm and is not taken into use, though it is the first', async () => {
    const { ended, verdict, newest } = await round(1)
    expect(ended).toMatchObject({ state: 'finished', model: newest.id })
    expect(verdict).toMatchObject({ overall: 'first', adopted: false })
    expect(verdict.alarms.length).toBeGreaterThan(0)
    expect(newest.inUse).toBe(false)
    expect(await ModelService.inUse(engine.study)).toBeUndefined()
  })

  it('is taken into use by who wants it all the same, and is left for a better one by itself', async () => {
    const [collapsed] = await ModelService.list(engine.study)
    await ModelService.use(callIn(engine.study), collapsed?.id ?? '')
    const { verdict, newest } = await round(150)
    expect(verdict).toMatchObject({
      overall: 'better',
      adopted: true,
      alarms: [],
      against: collapsed?.id,
      measured: { frames: expect.any(Number) as unknown },
    })
    expect(verdict.measured?.interval).not.toBeNull()
    expect(newest.inUse).toBe(true)
  })

  it('stays aside where a sound model is in use, and says how far below it is', async () => {
    const [sound] = await ModelService.list(engine.study)
    const { verdict, newest } = await round(1)
    expect(verdict).toMatchObject({ overall: 'worse', adopted: false, against: sound?.id })
    expect(verdict.alarms.map(({ kind }) => kind)).toContain('farBelow')
    expect(newest.inUse).toBe(false)
    expect((await ModelService.inUse(engine.study))?.id).toBe(sound?.id)
  })

  it('may be declined, which the round remembers and changes nothing else', async () => {
    const [newest] = await ModelService.list(engine.study)
    const used = await ModelService.inUse(engine.study)
    await ModelService.decline(callIn(engine.study), newest?.id ?? '')
    const [last, before] = await engine.training.rounds()
    expect([last?.verdict?.declined, before?.verdict?.declined]).toEqual([true, false])
    expect((await ModelService.inUse(engine.study))?.id).toBe(used?.id)
    // Another window may have taken it into use meanwhile: then it does not stay aside.
    await expect(ModelService.decline(callIn(engine.study), used?.id ?? '')).rejects.toMatchObject({
      reason: { name: 'modelTakenIntoUse' },
    })
    expect((await engine.training.rounds())[1]?.verdict?.declined).toBe(false)
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })

  it('tells how long the next will take, by what these took', async () => {
    const { stepTimes, secondsBeside } = await engine.training.outlook()
    expect(stepTimes).toMatchObject([{ method: 'supervised', size: 32, batch: 2 }])
    expect(stepTimes[0]?.secondsPerStep).toBeGreaterThan(0)
    expect(secondsBeside).toBeGreaterThan(0)
  })

  it('is compared with any other on every frame that the reader may see, a page at a time', async () => {
    const call = callIn(engine.study)
    const [newest, , oldest] = await ModelService.list(engine.study)
    const asked = { left: oldest?.id ?? '', right: newest?.id ?? '', search: '', offset: 0, limit: 5 }
    const first = await ModelService.compare(call, asked)
    expect([first.total, first.frames.length]).toEqual([40, 5])
    const rest = await ModelService.compare(call, { ...asked, offset: 5, limit: 60 })
    expect(new Set([...first.frames, ...rest.frames].map(({ id }) => id)).size).toBe(40)
    for (const { agreement } of rest.frames) {
      expect(agreement).toBeGreaterThanOrEqual(0)
      expect(agreement).toBeLessThanOrEqual(1)
    }
    const found = await ModelService.compare(call, { ...asked, search: 'FRAME-07' })
    expect(found.frames.map(({ name }) => name)).toEqual(['frame-07.png'])
    // Somebody else has finished no mask on the patients who judge.
    const other = { ...call, actor: { ...call.actor, name: 'somebody else' } }
    const held = engine.study.index.ids({ split: 'train' }, undefined).length
    expect((await ModelService.compare(other, asked)).total).toBe(held)
  })

  it('shows labelled frames as both models see them, those that got worse first', async () => {
    const [newest] = await ModelService.list(engine.study)
    const { split, frames, before, now, hidden } = await ModelService.sees(
      callIn(engine.study),
      newest?.id ?? '',
    )
    expect([split, before?.number, now.number, hidden]).toEqual(['validation', 2, 3, 0])
    expect(frames.length).toBeGreaterThan(2)
    const changes = frames.map((frame) => frame.now - (frame.before ?? Number.NaN))
    expect(changes).toEqual([...changes].sort((a, b) => a - b))
    expect(changes[0]).toBeLessThan(0)
  })

  it('tells what it was made of and what it comes from, and keeps what is written about it', async () => {
    const call = callIn(engine.study)
    const [newest] = await ModelService.list(engine.study)
    const id = newest?.id ?? ''
    const card = await ModelService.card(engine.study, id)
    expect(card).toMatchObject({ model: { number: 3 }, lineage: [], note: '' })
    expect(card.patients.train + card.patients.validation + card.patients.test).toBe(20)
    expect(card.settings).toContainEqual(['size', '32'])
    await ModelService.noteOn(call, id, 'Misses small ones.')
    expect((await ModelService.card(engine.study, id)).note).toBe('Misses small ones.')
    await ModelService.noteOn(call, id, '  ')
    expect((await ModelService.card(engine.study, id)).note).toBe('')
    const from = await engine.training.start(me, smallRound(1, { initial: id }))
    const ended = await engine.training.ended(from.id)
    const child = await ModelService.card(engine.study, ended.model ?? '')
    expect(child.lineage.map(({ number }) => number)).toEqual([3])
  })
})

describe.skipIf(!hasBuild || !hasTensorFlow)('a run whose numbers grow beyond all bounds', () => {
  it('ends with the best net that it had, and says so', async () => {
    const { result, exit } = await diverging()
    expect(exit.kind).toBe('finished')
    expect(result?.divergedAt).toBeGreaterThan(0)
    expect(result?.steps).toBe((result?.divergedAt ?? 0) - 1)
    expect(result?.scores).not.toBeNull()
  })
})

async function diverging() {
  const folder = join(place.path, 'diverging')
  await writePairs(folder, 4, SIDE)
  const runFolder = join(folder, 'run')
  mkdirSync(runFolder)
  const data = new Uint8Array(SIDE * SIDE).fill(1, 400, 900)
  const mask = encodeMask({ width: SIDE, height: SIDE, data })
  const frames = [0, 1, 2, 3].map((n) => ({
    id: String(n),
    path: join(folder, 'images', `frame-0${n}.png`),
    patient: `P${n}`,
    modality: 'other',
    mask,
  }))
  const settings = settingsFrom('cpu', {
    method: 'supervised',
    classes: 2,
    steps: 40,
    size: 32,
    batch: 2,
    learningRate: 1e12,
  })
  const job = {
    settings,
    labelled: frames.slice(0, 2),
    unlabelled: [],
    validation: frames.slice(2),
    test: [],
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial: { kind: 'none' as const },
    runFolder,
    resume: false,
  }
  let result: TrainResult | undefined
  const trainer = engine.jobs.ask(
    { kind: 'train', job },
    {
      onEvent: (event) => {
        if (event.kind === 'trained') result = event.result
      },
    },
  )
  return { exit: await trainer.outcome, result }
}

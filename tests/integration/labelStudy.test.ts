import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { loco, studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { bringModel, smallModel } from '../support/trainedStudy.ts'

const FRAMES = 24
const place = temporaryFolder()
const study = join(place.path, 'study')
let engine: Engine
let made: Awaited<ReturnType<typeof smallModel>>

describe.skipIf(!hasBuild || !hasTensorFlow)('a study labelled by a model', () => {
  beforeAll(async () => {
    engine = testEngine(place.path)
    await studyOfPairs(engine, place.path, { count: FRAMES, side: 40 })
    made = await smallModel(engine, place.path, join(place.path, 'data/images/frame-00.png'))
  })
  afterAll(async () => {
    await engine.close()
    place.remove()
  })

  /** Revisions of a model's overlays by frame. */
  async function overlaysOf(model: string): Promise<number[]> {
    const rows = await engine.study.store.db
      .selectFrom('layer')
      .innerJoin('revision', 'revision.layer_id', 'layer.id')
      .select('layer.frame_id')
      .where('layer.kind', '=', 'model')
      .where('layer.author', '=', model)
      .orderBy('layer.frame_id')
      .execute()
    return rows.map((row) => row.frame_id)
  }
  const all = Array.from({ length: FRAMES }, (_, i) => i + 1)
  const ignore = () => {}

  it('in parts is labelled as a whole, each frame once', async () => {
    const { id } = await bringModel(engine.study, made)
    await engine.close()
    const part = (shard: string, ...more: string[]) =>
      loco('predict', study, '--model', id, '--shard', shard, ...more)
    expect(part('1/2')).toMatchObject({ frames: FRAMES / 2, before: 0 })
    expect(part('2/2')).toMatchObject({ frames: FRAMES / 2, before: 0 })
    expect(loco('predict', study, '--model', id)).toMatchObject({ frames: 0, before: FRAMES })
    await engine.openStudy(study)
    expect(await overlaysOf(id)).toEqual(all)
    await engine.close()
    expect(part('1/4', '--again')).toMatchObject({ frames: FRAMES / 4, before: 0 })
    expect(() => part('3/2')).toThrow(/as in 1\/3/)
    await engine.openStudy(study)
    expect((await overlaysOf(id)).length).toBe(FRAMES + FRAMES / 4)
  })

  it('that is broken off goes on where it was', async () => {
    const { id } = await bringModel(engine.study, made)
    let stopped: Promise<void> | undefined
    const first = engine.training.label(id, {}, ({ done }) => {
      if (done === 3) stopped = engine.close()
    })
    await expect(first).rejects.toMatchObject({ reason: { name: 'cancelled' } })
    await stopped
    await engine.openStudy(study)
    const { labelled, before } = await engine.training.label(id, {}, ignore)
    expect(before).toBeGreaterThanOrEqual(3)
    expect([labelled + before, labelled > 0]).toEqual([FRAMES, true])
    expect(await overlaysOf(id)).toEqual(all)
  })

  it('by a round that is killed behind its training is gone on with by the round, for the same model', async () => {
    const { id: run } = await engine.training.start(me, smallRound(2))
    const stop = new AbortController()
    for await (const event of engine.training.watch(stop.signal)) {
      if (event.kind !== 'round' || event.round.phase !== 'predicting') continue
      const pid = engine.training.trainerPid(run)
      if (pid === undefined) throw new Error('There is no trainer to kill.')
      process.kill(pid, 'SIGKILL')
      stop.abort()
    }
    const crashed = await engine.training.ended(run)
    expect(crashed).toMatchObject({ state: 'crashed', model: expect.any(String) as unknown })
    const models = (await ModelService.list(engine.study)).length
    await engine.training.resume(me, run)
    expect(await engine.training.ended(run)).toMatchObject({
      state: 'finished',
      message: null,
      model: crashed.model,
    })
    expect((await ModelService.list(engine.study)).length).toBe(models)
    expect(await overlaysOf(crashed.model ?? '')).toEqual(all)
  })

  it('in the background gives way to a round, and is gone on with after it', async () => {
    const { id } = await bringModel(engine.study, made)
    await ModelService.use(callIn(engine.study), id)
    await engine.training.overlays.want()
    await expect.poll(() => engine.training.overlays.now.total).toBe(FRAMES)
    const { id: run } = await engine.training.start(me, smallRound(2))
    expect(engine.training.overlays.now.total).toBe(0)
    expect((await engine.training.ended(run)).state).toBe('finished')
    await expect.poll(() => overlaysOf(id), { timeout: 30_000 }).toEqual(all)
  })

  it('in the background is gone on with when the study is opened again', async () => {
    const { id } = await bringModel(engine.study, made)
    await ModelService.use(callIn(engine.study), id)
    await engine.training.overlays.want()
    await expect.poll(() => engine.training.overlays.now.total).toBe(FRAMES)
    await engine.close()
    await engine.openStudy(study)
    expect((await overlaysOf(id)).length).toBeLessThan(FRAMES)
    await engine.training.overlays.goOn()
    await expect.poll(() => overlaysOf(id), { timeout: 30_000 }).toEqual(all)
  })

  it('waits for a round and does not hold up closing', async () => {
    const { id } = await bringModel(engine.study, made)
    await ModelService.use(callIn(engine.study), id)
    await engine.training.start(me, smallRound(5000))
    await engine.training.overlays.want()
    await engine.close()
    await engine.openStudy(study)
    const [round] = await engine.training.rounds()
    expect(round?.state).toBe('paused')
  })
})

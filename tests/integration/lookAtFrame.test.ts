import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { noteLook } from '../../src/main/engine/study/lookedAt.ts'
import { framePath } from '../../src/main/files/originals.ts'
import type { Change } from '../../src/shared/contract/changes.ts'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { bringModel, smallModel } from '../support/trainedStudy.ts'
import { openWindowClient, type WindowClient } from '../support/WindowClient.ts'

const place = temporaryFolder()
let engine: Engine
let window: WindowClient
/** Frames of patients who teach, and one that judges. */
let frames: readonly number[]
let judged: number

describe.skipIf(!hasBuild || !hasTensorFlow)('a model that is asked about one frame', () => {
  beforeAll(async () => {
    engine = testEngine(place.path)
    await studyOfFrames(engine, place.path, { count: 24, side: 40 })
    frames = engine.study.index.ids({ split: 'train' }, undefined)
    judged = engine.study.index.ids({ split: 'validation' }, undefined)[0] ?? 0
    window = await openWindowClient(engine)
  })
  afterAll(async () => {
    await window.close()
    await engine.close()
    place.remove()
  })

  const look = (id: number) => window.client.frames.look({ id })
  const codeOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'answered',
      (error: unknown) => (error instanceof ORPCError ? error.code : String(error)),
    )
  const reasonOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'answered',
      (error: unknown) => (error instanceof ORPCError ? (error.data as Reason).name : String(error)),
    )
  const overlays = async () =>
    (
      await engine.study.store.db.selectFrom('layer').select('frame_id').where('kind', '=', 'model').execute()
    ).map(({ frame_id }) => frame_id)

  it('is refused where no model is in use, and where the frame is gone', async () => {
    expect(await codeOf(look(frames[0] ?? 0))).toBe('MODEL_NOT_FOUND')
    expect(await codeOf(look(999))).toBe('FRAME_NOT_FOUND')
  })

  it('looks at that frame alone, says it, and answers with what opening the frame shows', async () => {
    const made = await smallModel(engine, place.path, join(place.path, 'data/images/frame-00.png'))
    const model = await bringModel(engine.study, made)
    const [frame = 0] = frames
    const heard: Change[] = []
    const stop = new AbortController()
    const listening = (async () => {
      for await (const change of await window.client.study.changes(undefined, { signal: stop.signal }))
        heard.push(change)
    })().catch(() => {})
    await expect.poll(() => heard).toHaveLength(1)
    const over = await look(frame)
    await expect.poll(() => heard.slice(1)).toEqual([{ what: 'overlays', frames: [frame] }])
    stop.abort()
    await listening
    expect(await overlays()).toEqual([frame])
    const { layers, probabilities, maps } = await window.client.frames.open({ id: frame, filter: {} })
    expect(over).toEqual({ layers, probabilities, maps })
    expect(layers.find(({ inUse }) => inUse)).toMatchObject({ author: model.id, revision: 1 })
    // The file tells what both classes look like on the labelled frame; there is no second net in it.
    expect(maps?.map(({ id }) => id)).toEqual(['edges', 'lookAlikes'])
    const cells = (probabilities?.width ?? 0) * (probabilities?.height ?? 0)
    for (const { data } of maps ?? []) expect(Buffer.from(data, 'base64')).toHaveLength(cells)
  })

  it('looks again, in place of what it has seen before', async () => {
    const [frame = 0] = frames
    const { layers } = await look(frame)
    expect(layers.filter(({ kind }) => kind === 'model').map(({ revision }) => revision)).toEqual([2])
    expect(await overlays()).toEqual([frame])
  })

  it('does not sway who judges it', async () => {
    expect(await codeOf(look(judged))).toBe('HELD_OUT')
    expect(await overlays()).not.toContain(judged)
  })

  it('comes first with what windows show where it looks at the whole study, and follows them', async () => {
    const all = engine.study.index.ids({}, undefined)
    const [shown = 0, turnedTo = 0] = [all.at(-3), all.at(-1)]
    await window.client.frames.open({ id: shown, filter: {} })
    const { db } = engine.study.store
    const { last } = await db
      .selectFrom('revision')
      .select(({ fn }) => fn.max('id').as('last'))
      .executeTakeFirstOrThrow()
    await engine.training.label('champion', { again: true }, ({ done }) => {
      if (done === 1) noteLook(engine.study, turnedTo)
    })
    const rows = await db
      .selectFrom('revision')
      .innerJoin('layer', 'layer.id', 'revision.layer_id')
      .select('layer.frame_id as frame')
      .where('revision.id', '>', last)
      .orderBy('revision.id')
      .execute()
    const order = rows.map(({ frame }) => frame)
    expect([...order].sort((a, b) => a - b)).toEqual(all)
    expect(order[0]).toBe(shown)
    // Turned to while it was at work: before frames that come earlier in the study.
    expect(order.indexOf(turnedTo)).toBeLessThan(all.length - 1)
  })

  it('is told of where the picture or the model cannot be read', async () => {
    const [, frame = 0] = frames
    const { db, folder } = engine.study.store
    const row = await db.selectFrom('frame').selectAll().where('id', '=', frame).executeTakeFirstOrThrow()
    const path = framePath(folder, row.sha256, row.extension)
    const aside = join(place.path, 'aside')
    copyFileSync(path, aside)
    rmSync(path)
    expect(await reasonOf(look(frame))).toBe('imageMissing')
    writeFileSync(path, 'no picture')
    expect(await reasonOf(look(frame))).toBe('imageChanged')
    copyFileSync(aside, path)
    expect(await codeOf(look(frame))).toBe('answered')
    const used = await ModelService.named(engine.study, 'champion')
    const { path: weights } = ModelService.fileOf(engine.study, used)
    renameSync(weights, `${weights}.gone`)
    // A trainer that has it in memory still answers.
    await engine.jobs.stopAll()
    expect(await reasonOf(look(frame))).toBe('modelMissing')
    renameSync(`${weights}.gone`, weights)
    await takeMadeUpModel(engine.study, 'no-weights')
    expect(await codeOf(look(frame))).toBe('FILE_DAMAGED')
  })

  it('is told that the study was closed where it waits for an answer', async () => {
    const [first = 0, second = 0] = frames
    const readable = (await ModelService.list(engine.study)).find(({ source }) => source === 'elsewhere.pth')
    await ModelService.use(callIn(engine.study), readable?.id ?? '')
    // One that has yet to load TensorFlow answers in seconds.
    await engine.jobs.stopAll()
    const jobs = vi.spyOn(engine.jobs, 'ask')
    const asked = [look(first), look(second)].map(reasonOf)
    await expect.poll(() => jobs.mock.calls.length).toBe(2)
    await engine.close()
    expect(await Promise.all(asked)).toEqual(['studyClosed', 'studyClosed'])
  })
})

import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { codeOf } from '../support/connected.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { lesion, person, SIDE, studyToReview } from '../support/reviewStudy.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const EXAMINATION = 1
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let anna: ReturnType<typeof person>
let berta: ReturnType<typeof person>

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyToReview(engine, place.path, { count: 4, of: 'examination' })
  anna = person(engine, 'anna')
  berta = person(engine, 'berta')
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const trail = () =>
  inTables<{ action: string; detail: string }>(
    engine.study.store.folder,
    'SELECT action, detail FROM audit ORDER BY seq',
  )
const accept = async (frames: readonly number[]) => {
  for (const frame of frames) {
    const mask = await anna.reads(frame)
    await berta.client.work.say({ ...mask, says: 'accepted' })
  }
}
const sign = (reason?: string) =>
  codeOf(berta.client.work.sign({ examination: EXAMINATION, ...(reason === undefined ? {} : { reason }) }))

describe('signing an examination', () => {
  it('needs every frame accepted, skipped or hidden', async () => {
    await accept([1, 2])
    expect(await sign()).toBe('NOT_ACCEPTED')
    await anna.client.layers.declare({ frame: 3, base: 0, as: 'skipped' })
    await berta.client.catalogue.hide({ frames: { ids: [4] }, hidden: true })
    expect(await berta.client.work.examination({ id: EXAMINATION })).toMatchObject({
      counts: { frames: 3, accepted: 2, skipped: 1 },
      isReady: true,
    })
    expect((await berta.client.work.lists()).toSign).toBe(1)
    expect(await sign()).toBeNull()
    expect((await berta.client.work.lists()).toSign).toBe(0)
    expect(await sign()).toBe('FRAME_LOCKED')
  })

  it('asks for a look at what the model calls malignant and nobody has touched', async () => {
    await takeMadeUpModel(engine.study, 'model')
    const elsewhere = discs(SIDE, { value: 2, x: 26, y: 6, radius: 4 })
    await predicts(engine.study, 'model', 2, elsewhere)
    // Painted over by its reader, as something else: a wrong answer, but an answer.
    await predicts(engine.study, 'model', 3, lesion(2))
    await accept([1, 2, 3, 4])
    expect(await sign()).toBe('MALIGNANT_UNTOUCHED')
    const { missed } = await berta.client.work.examination({ id: EXAMINATION })
    expect(missed.map(({ frame, regions }) => [frame, regions.length])).toEqual([[2, 1]])
    for (const at of missed[0]?.regions[0]?.outline ?? []) expect(at).toBeLessThanOrEqual(1)
    await berta.client.study.guard({ classes: [] })
    expect((await berta.client.work.examination({ id: EXAMINATION })).missed).toEqual([])
    await berta.client.study.guard({ classes: [2] })
    expect(await sign('a reflex of the lamp')).toBeNull()
    const [signed] = (await berta.client.work.examination({ id: EXAMINATION })).signOffs
    expect(signed).toMatchObject({
      says: 'signed',
      reviewer: 'berta',
      missed: 1,
      reason: 'a reflex of the lamp',
    })
    expect(JSON.parse(trail().findLast(({ action }) => action === 'sign')?.detail ?? '{}')).toEqual({
      reason: 'a reflex of the lamp',
      missed: 1,
      missedOn: [2],
    })
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })

  it('lets a verdict on the region stand for a look', async () => {
    await takeMadeUpModel(engine.study, 'model')
    await predicts(engine.study, 'model', 2, discs(SIDE, { value: 2, x: 26, y: 6, radius: 4 }))
    await accept([1, 2, 3, 4])
    const layers = (await berta.client.frames.over({ id: 2 })).layers
    const { id: layer = 0, revision = 0 } = layers.find(({ kind }) => kind === 'model') ?? {}
    const verdict = {
      frame_id: 2,
      layer_id: layer,
      revision,
      x: 26,
      y: 6,
      value: 2,
      pixels: 50,
      reason: null,
    }
    await engine.study.store.db
      .insertInto('region_verdict')
      .values({ ...verdict, says: 'rejected', reviewer: 'berta', at: new Date().toISOString() })
      .execute()
    expect(await sign()).toBeNull()
  })
})

describe('a signed examination', () => {
  /** Every operation that writes on a frame, asked of one that is signed; 5 is a frame that is not. */
  const writes = (): Readonly<Record<string, () => Promise<unknown>>> => {
    const { client, paint } = anna
    const frames = { ids: [1] }
    const region = Buffer.from(encodeMask(lesion(1))).toString('base64')
    return {
      paint: () => paint(1, 2, 1),
      copy: () =>
        client.layers.paint({
          frame: 1,
          stroke: 'copies-it',
          base: 1,
          x: 0,
          y: 0,
          patch: region,
          copied: true,
        }),
      declare: () => client.layers.declare({ frame: 1, base: 1, as: 'open' }),
      skip: () => client.layers.declare({ frame: 1, base: 1, as: 'skipped' }),
      confirm: () => client.layers.confirm({ frame: 1, base: 1 }),
      accept: () => client.layers.accept({ frame: 1, layer: overlay, base: 1 }),
      interpolate: () => client.layers.interpolate({ frame: 2 }),
      veto: () => client.vetoes.add({ frame: 3, region }),
      'take a veto back': () => client.vetoes.takeBack({ veto }),
      calibrate: () => client.frames.calibrate({ id: 1, mmPerPixel: 0.1 }),
      note: () => client.catalogue.writeNote({ frame: 1, text: 'seen' }),
      tag: () => client.catalogue.tag({ frames, name: 'seen' }),
      untag: () => client.catalogue.untag({ frames, name: 'seen' }),
      hide: () => client.catalogue.hide({ frames, hidden: true }),
      modality: () => client.catalogue.setModality({ frames, modality: 'WLI' }),
      link: () => client.catalogue.link({ frames: { ids: [1, 2] }, linked: true }),
      'move away': () => client.catalogue.assign({ ids: [1], patient: 'other', examination: 'one' }),
      'undo a mark': () => client.catalogue.undo({ action }),
      split: () => client.catalogue.setSplit({ patients: ['frame'], split: 'test' }),
      'rename a class': () =>
        client.study.setClasses({
          classes: engine.study.classes.map(({ colour }, n) => ({ name: `class ${n}`, colour })),
        }),
      say: () => berta.client.work.say({ frame: 1, layer: own, revision: 1, says: 'reopened' }),
      assign: () => berta.client.work.assign({ of: { examinations: [1] }, readers: ['dora'], due: null }),
      'take away': () => berta.client.work.takeAway({ of: { examinations: [1] }, readers: ['anna'] }),
    }
  }
  let overlay = 0
  let own = 0
  let veto = 0
  let action = 0

  beforeEach(async () => {
    await takeMadeUpModel(engine.study, 'model')
    await berta.client.catalogue.setSplit({ patients: ['frame'], split: 'train' })
    await predicts(engine.study, 'model', 1, lesion(1))
    await accept([1, 2, 4])
    ;({ id: veto } = await anna.client.vetoes.add({ frame: 3, region: null }))
    await anna.client.layers.declare({ frame: 3, base: 0, as: 'skipped' })
    ;({ action } = await anna.client.catalogue.tag({ frames: { ids: [1] }, name: 'kept' }))
    const { layers } = await anna.client.frames.over({ id: 1 })
    overlay = layers.find(({ kind }) => kind === 'model')?.id ?? 0
    own = layers.find((layer) => layer.own)?.id ?? 0
    expect(await sign()).toBeNull()
  })

  it('takes nothing that is written on its frames, and says who signed it', async () => {
    const before = trail().length
    for (const [name, write] of Object.entries(writes()))
      expect(await codeOf(write()), name).toBe(name === 'interpolate' ? 'NOTHING_BETWEEN' : 'FRAME_LOCKED')
    expect(trail()).toHaveLength(before)
    const { frame } = await anna.client.frames.get({ id: 1, filter: {} })
    expect(frame).toMatchObject({ signedBy: 'berta', stage: 'accepted' })
  })

  it('takes all of it again once it is opened, for a reason', async () => {
    await berta.client.work.unlock({ examination: EXAMINATION, reason: 'a second look' })
    const { signOffs } = await berta.client.work.examination({ id: EXAMINATION })
    expect(signOffs.map(({ says, reason }) => [says, reason])).toEqual([
      ['unlocked', 'a second look'],
      ['signed', null],
    ])
    const codes = new Set<string | null>()
    for (const write of Object.values(writes())) codes.add(await codeOf(write()))
    expect(codes.has('FRAME_LOCKED')).toBe(false)
  })

  it('still takes new colours and further classes', async () => {
    const classes = engine.study.classes.map(({ name }) => ({ name, colour: '#123456' }))
    const more = [...classes, { name: 'papilloma', colour: '#654321' }]
    expect(await codeOf(berta.client.study.setClasses({ classes: more }))).toBeNull()
  })
})

it('a merge brings nothing onto frames of a signed examination', async () => {
  const home = join(place.path, 'merging')
  const own = testEngine(join(home, 'own'))
  const other = testEngine(join(home, 'other'))
  await studyOfPairs(own, join(home, 'own'), { count: 2, side: SIDE })
  await studyOfPairs(other, join(home, 'other'), { count: 2, side: SIDE })
  const dora = person(other, 'dora')
  await dora.paint(1, 1)
  await dora.client.catalogue.writeNote({ frame: 1, text: 'seen elsewhere' })
  await dora.client.catalogue.tag({ frames: { ids: [1] }, name: 'elsewhere' })
  const { folder } = other.study.store
  await other.close()
  const carla = person(own, 'carla')
  const row = {
    examination_id: EXAMINATION,
    says: 'signed',
    reason: null,
    missed: 0,
    reviewer: 'carla',
  } as const
  await own.study.store.db
    .insertInto('sign_off')
    .values({ ...row, at: new Date().toISOString() })
    .execute()
  expect(await KeepService.mergeStudy(callIn(own.study), folder)).toMatchObject({ duplicates: 2, masks: 0 })
  expect(await carla.client.catalogue.marks({ frame: 1 })).toEqual({ note: '', tags: [] })
  await own.close()
})

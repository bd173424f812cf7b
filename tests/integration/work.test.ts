import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { collectRoundData } from '../../src/main/engine/training/roundData.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { codeOf } from '../support/connected.ts'
import { person, SIDE, studyToReview } from '../support/reviewStudy.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let people: Record<'anna' | 'berta' | 'carla', ReturnType<typeof person>>

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyToReview(engine, place.path, { count: 8 })
  people = {
    anna: person(engine, 'anna'),
    berta: person(engine, 'berta'),
    carla: person(engine, 'carla'),
  }
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const stageOf = async (frame: number, who: keyof typeof people = 'carla') =>
  (await people[who].client.frames.get({ id: frame, filter: {} })).frame.stage
const readings = () =>
  engine.study.store.db.selectFrom('reading').select(['frame_id', 'reader', 'stage']).execute()
const withAccounts = async (names: Readonly<Record<string, 'annotator' | 'reviewer' | 'engineer'>>) => {
  for (const [name, role] of Object.entries(names))
    await engine.study.store.db
      .insertInto('account')
      .values({ name, folded: name, role, created_at: new Date().toISOString() })
      .execute()
}
const everything = { offset: 0, limit: 100, only: 'all', search: '' } as const

describe('a reading', () => {
  it('goes with strokes, words and steps back, in their transaction', async () => {
    const { client, paint } = people.anna
    const { revision } = await paint(1, 1)
    expect(await readings()).toEqual([{ frame_id: 1, reader: 'anna', stage: 'inProgress' }])
    expect(await stageOf(1)).toBe('inProgress')
    await client.layers.declare({ frame: 1, base: revision, as: 'done' })
    expect(await stageOf(1)).toBe('submitted')
    await client.layers.declare({ frame: 1, base: revision, as: 'open' })
    expect(await stageOf(1)).toBe('inProgress')
    const patch = Buffer.from(encodeMask(emptyMask(SIDE, SIDE))).toString('base64')
    await client.layers.paint({ frame: 1, stroke: 'anna-undoes', base: 1, x: 0, y: 0, patch, restores: 0 })
    expect(await readings()).toEqual([])
    expect(await stageOf(1)).toBe('unlabelled')
  })

  it('of a label of before is its author’s, and is written down with the first change', async () => {
    await people.anna.reads(1)
    await engine.study.store.db.deleteFrom('reading').execute()
    engine.study.index.drop()
    expect(await stageOf(1)).toBe('submitted')
    await people.berta.paint(1, 2)
    expect(await readings()).toEqual([
      { frame_id: 1, reader: 'anna', stage: 'submitted' },
      { frame_id: 1, reader: 'berta', stage: 'inProgress' },
    ])
  })
})

describe('work that is shared out', () => {
  const sharing = { overlap: 0, due: '2020-01-31', seed: 1 }

  it('gives each reader as much, shows it before, and leaves what somebody reads', async () => {
    const { client } = people.carla
    await client.work.assign({ of: { patients: ['00'] }, readers: ['dora'], due: null })
    const wish = { ...sharing, readers: ['anna', 'berta'], overlap: 50 }
    const preview = await client.work.share({ ...wish, preview: true })
    expect(
      (await client.work.examinations(everything)).examinations.filter(({ readers }) => readers.length > 0),
    ).toHaveLength(1)
    expect(await client.work.share(wish)).toEqual(preview)
    expect(preview.map(({ reader }) => reader)).toEqual(['anna', 'berta'])
    expect(preview.reduce((sum, { patients }) => sum + patients, 0)).toBe(7 + 4)
    const { examinations } = await client.work.examinations(everything)
    expect(examinations.map(({ readers }) => readers.length).sort()).toEqual([1, 1, 1, 1, 2, 2, 2, 2])
    expect(examinations.filter(({ isOverdue }) => isOverdue)).toHaveLength(7)
    expect(await codeOf(client.work.share(wish))).toBe('WRONG_USAGE')
    expect((await people.anna.client.work.lists()).mine).toBe(preview[0]?.frames)
    expect(await people.anna.client.work.lists()).toMatchObject({ due: '2020-01-31', isOverdue: true })
  })

  it('can be taken away again; what was done stays', async () => {
    const { client } = people.carla
    await client.work.assign({ of: { examinations: [1] }, readers: ['anna'], due: '2030-05-01' })
    await people.anna.reads(1)
    await client.work.assign({ of: { examinations: [1] }, readers: ['anna'], due: '2030-06-01' })
    expect(await client.work.progress()).toMatchObject([{ name: 'anna', frames: 1, submitted: 1, due: null }])
    await client.work.takeAway({ of: { examinations: [1] }, readers: ['anna'] })
    expect(await client.work.progress()).toEqual([])
    expect(await stageOf(1)).toBe('submitted')
    expect(
      await codeOf(client.work.assign({ of: { examinations: [99] }, readers: ['anna'], due: null })),
    ).toBe('EXAMINATION_NOT_FOUND')
  })

  it('goes to accounts that may label, where there are accounts', async () => {
    await withAccounts({ anna: 'annotator', rita: 'engineer' })
    const { client } = people.carla
    expect(await client.work.readers()).toEqual({ hasAccounts: true, names: ['anna'] })
    const give = (reader: string) =>
      codeOf(client.work.assign({ of: { examinations: [1] }, readers: [reader], due: null }))
    expect([await give('anna'), await give('rita'), await give('nobody')]).toEqual([
      null,
      'WRONG_USAGE',
      'WRONG_USAGE',
    ])
  })

  it('is found by the library’s filters, and is part of the trail', async () => {
    const { client } = people.carla
    await client.work.assign({ of: { examinations: [1, 2] }, readers: ['anna'], due: null })
    await people.anna.reads(1)
    const count = async (filter: object) => (await client.frames.page({ filter, offset: 0, limit: 1 })).total
    expect(await count({ assigned: 'anna' })).toBe(2)
    expect(await count({ assigned: 'anna', stages: ['unlabelled'] })).toBe(1)
    expect(await count({ stages: ['submitted'] })).toBe(1)
    expect(await count({ work: 'toReview' })).toBe(1)
    const actions = await engine.study.store.db.selectFrom('audit').select('action').execute()
    expect(actions.map(({ action }) => action)).toContain('assign')
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })
})

describe('a reviewer', () => {
  it('sends a mask back with a reason, and takes it when it is better', async () => {
    const mask = await people.anna.reads(1)
    const { client } = people.berta
    const say = (says: 'accepted' | 'returned' | 'begun', rest = {}) =>
      client.work.say({ ...mask, says, ...rest })
    await say('begun')
    expect(await stageOf(1)).toBe('inReview')
    expect(await codeOf(say('returned'))).toBe('WRONG_USAGE')
    await say('returned', { reason: 'boundary', text: 'too wide' })
    expect(await stageOf(1)).toBe('returned')
    const { cameBack, returned } = await people.anna.client.work.lists()
    expect(returned).toBe(1)
    expect(cameBack).toMatchObject([{ frame: 1, reviewer: 'berta', reason: 'boundary', text: 'too wide' }])
    expect((await people.anna.client.work.frame({ frame: 1 })).returned).toMatchObject({ text: 'too wide' })
    expect((await client.work.frame({ frame: 1 })).returned).toBeNull()
    // It stays returned while it is corrected, until its reader submits it again.
    const { revision } = await people.anna.paint(1, 2, 1)
    expect(await stageOf(1)).toBe('returned')
    await people.anna.client.layers.declare({ frame: 1, base: revision, as: 'done' })
    expect(await stageOf(1)).toBe('submitted')
    expect(await codeOf(say('accepted'))).toBe('STALE_REVISION')
    await client.work.say({ ...mask, revision, says: 'accepted' })
    expect(await stageOf(1)).toBe('accepted')
    await people.anna.paint(1, 1, 2)
    expect(await stageOf(1)).toBe('submitted')
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })

  it('makes the mask that is accepted the label', async () => {
    const annas = await people.anna.reads(1, 1)
    await people.berta.reads(1, 2)
    await people.carla.client.work.say({ ...annas, says: 'accepted' })
    const row = (await people.carla.client.frames.get({ id: 1, filter: {} })).frame
    expect(row).toMatchObject({ stage: 'accepted', state: 'done' })
    expect(row.painted[1]).toBeGreaterThan(0)
    expect(row.painted[2]).toBe(0)
    await people.carla.client.work.say({ ...annas, says: 'reopened' })
    expect(await stageOf(1)).toBe('submitted')
  })

  it('does not judge their own mask where there are accounts', async () => {
    const mask = await people.anna.reads(1)
    const accept = () => codeOf(people.anna.client.work.say({ ...mask, says: 'accepted' }))
    await withAccounts({ anna: 'reviewer' })
    expect(await accept()).toBe('NOT_ALLOWED')
    expect((await people.anna.client.work.lists()).toReview).toBe(0)
    await engine.study.store.db.updateTable('account').set({ active: 0 }).execute()
    expect((await people.anna.client.work.lists()).toReview).toBe(1)
    expect(await accept()).toBeNull()
  })
})

describe('a round', () => {
  it('learns from accepted labels alone where it is told to', async () => {
    const { client } = people.carla
    await client.catalogue.setSplit({ patients: ['00', '01', '02'], split: 'train' })
    await client.catalogue.setSplit({ patients: ['03', '04'], split: 'validation' })
    const masks = []
    for (const frame of [1, 2, 3, 4, 5]) masks.push(await people.anna.reads(frame))
    for (const mask of masks.filter(({ frame }) => frame === 1 || frame === 4))
      await client.work.say({ ...mask, says: 'accepted' })
    const all = await collectRoundData(engine.study)
    const accepted = await collectRoundData(engine.study, { acceptedOnly: true })
    const ids = (frames: readonly { id: string }[]) => frames.map(({ id }) => id)
    expect(ids(all.labelled)).toEqual(['1', '2', '3'])
    expect([ids(accepted.labelled), ids(accepted.validation)]).toEqual([['1'], ['4']])
    expect(ids(accepted.unlabelled)).toEqual(expect.arrayContaining(['2', '3']))
    expect(await client.training.outlook()).toMatchObject({ labelled: 3, accepted: 1, acceptedOnly: false })
    expect((await client.study.learnAccepted({ only: true })).acceptedOnly).toBe(true)
    expect(await client.training.outlook()).toMatchObject({ labelled: 1, accepted: 1, acceptedOnly: true })
  })
})

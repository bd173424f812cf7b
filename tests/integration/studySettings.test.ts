import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ownKeyFile } from '../../src/main/engine/import/deidentify/ownKeyFile.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import type { LabelClass } from '../../src/shared/domain/labelClass.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn, me } from '../support/me.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const SIDE = 48
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const folder = () => join(place.path, 'Hans Müller')

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await writePairs(join(place.path, 'data'), 12, SIDE)
  const study = await engine.createStudy(folder(), ['normal', 'benign', 'malignant'])
  const groupBy = { kind: 'regex', pattern: /^frame-(\d\d)/u } as const
  const images = join(place.path, 'data/images')
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

async function paint(frame: number, value: number): Promise<void> {
  const mask = emptyMask(SIDE, SIDE)
  mask.data.fill(value, 0, 100)
  const { store, index } = engine.study
  const where = { frame, kind: 'reader', author: me.name } as const
  await store.db.transaction().execute((db) => LabelService.store(db, where, mask, { origin: 'import' }))
  index.refresh([frame])
}

/** A round that has learned for so many steps. */
async function addRound(step: number): Promise<void> {
  const config = JSON.stringify({ settings: { classes: 3 }, options: {} })
  const empty = { seconds_per_step: null, message: null, model_id: null, verdict: null, ended_at: null }
  await engine.study.store.db
    .insertInto('run')
    .values({ id: 'run-1', state: 'cancelled', config, step, started_at: '2026-01-01', ...empty })
    .execute()
}

describe('the classes of a study', () => {
  const classes = () => engine.study.classes
  const set = (to: readonly LabelClass[]) => CatalogueService.setClasses(callIn(engine.study), to)
  const papilloma = { name: 'papilloma', colour: '#f2b134' }

  it('get further names and colours, and can be painted at once; the masks stay', async () => {
    await paint(1, 2)
    const [normal, benign, malignant] = classes()
    if (!normal || !benign || !malignant) throw new Error('three classes')
    await set([normal, { ...benign, name: 'polyp', colour: '#00ff00' }, malignant, papilloma])
    await paint(2, 3)
    const open = await engine.openStudy(folder())
    expect(open.classes.map(({ name }) => name)).toEqual(['normal', 'polyp', 'malignant', 'papilloma'])
    expect(CatalogueService.overview(callIn(open)).byClass).toMatchObject([
      { name: 'polyp', painted: 0 },
      { name: 'malignant', painted: 1 },
      { name: 'papilloma', painted: 1 },
    ])
  })

  it('never change places, have names of their own, and go only while nothing knows them', async () => {
    const [normal, benign, malignant] = classes()
    if (!normal || !benign || !malignant) throw new Error('three classes')
    await expect(set([normal, malignant, benign])).rejects.toMatchObject({ code: 'CLASS_IN_USE' })
    await expect(set([normal, malignant])).rejects.toMatchObject({ code: 'CLASS_IN_USE' })
    await expect(set([normal, benign, { ...malignant, name: 'Benign' }])).rejects.toMatchObject({
      code: 'WRONG_USAGE',
    })
    await set([normal, benign, malignant, papilloma])
    await set([normal, benign, malignant])
    await set([normal, benign, malignant, papilloma])
    await paint(3, 3)
    await expect(set([normal, benign, malignant])).rejects.toThrow(/papilloma is painted/)
    expect(classes()).toHaveLength(4)
  })

  it('stay where a model knows them', async () => {
    await takeMadeUpModel(engine.study, 'made-up')
    await expect(set(classes().slice(0, 2))).rejects.toMatchObject({ code: 'CLASS_IN_USE' })
    expect((await engine.training.outlook()).notes).toEqual([])
    await set([...classes(), papilloma])
    expect((await engine.training.outlook()).notes).toContainEqual({
      name: 'modelBeforeClasses',
      values: { classes: ['papilloma'] },
    })
  })
})

describe('the split of a study', () => {
  const sideOf = (patient: string) =>
    CatalogueService.patients(callIn(engine.study)).find((p) => p.patient === patient)?.split

  it('is adjusted before the first round, and stands once one has learned', async () => {
    const [first = '', second = ''] = CatalogueService.patients(callIn(engine.study)).map((p) => p.patient)
    await addRound(0)
    await CatalogueService.setSplit(callIn(engine.study), [first, second], 'test')
    expect([sideOf(first), sideOf(second)]).toEqual(['test', 'test'])
    expect(CatalogueService.patients(callIn(engine.study), '', 'test').map((p) => p.patient)).toContain(first)
    expect(await CatalogueService.info(engine.study)).toMatchObject({ splitFrozen: false })
    await engine.study.store.db.updateTable('run').set({ step: 10 }).execute()
    expect(await CatalogueService.info(engine.study)).toMatchObject({ splitFrozen: true })
    await expect(CatalogueService.setSplit(callIn(engine.study), [first], 'train')).rejects.toMatchObject({
      code: 'SPLIT_VIOLATED',
    })
    // The catalogue itself refuses too, whoever asks.
    const { db } = engine.study.store
    const move = db.updateTable('patient').set({ split: 'train' }).where('code', '=', first).execute()
    await expect(move).rejects.toThrow(/a round has learned/)
    expect(sideOf(first)).toBe('test')
  })
})

describe('the name of a study', () => {
  it('is never taken from its folder, and can be changed', async () => {
    expect(engine.study.name).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    await CatalogueService.rename(callIn(engine.study), 'Larynx 2026')
    const again = await engine.openStudy(folder())
    expect(again).toMatchObject({ name: 'Larynx 2026', ownName: 'Larynx 2026' })
  })

  it('is no part of a path: the patient key is found again under any name', async () => {
    const keys = join(place.path, 'keys')
    await CatalogueService.rename(callIn(engine.study), '../a: b/c')
    const made = await ownKeyFile(engine.study, keys)
    expect(made).toMatch(/keys[\\/]\.\.-a- b-c-[0-9a-f]{8}\.key$/)
    mkdirSync(keys, { recursive: true })
    writeFileSync(made, '')
    await CatalogueService.rename(callIn(engine.study), 'Larynx')
    expect(await ownKeyFile(engine.study, keys)).toBe(made)
  })

  it('of before, which is its folder’s, is not its own', async () => {
    const { db } = engine.study.store
    await db.deleteFrom('setting').where('key', '=', 'name-is-own').execute()
    await db.updateTable('setting').set({ value: 'Hans Müller' }).where('key', '=', 'name').execute()
    await engine.close()
    expect(await engine.openStudy(folder())).toMatchObject({ name: 'Hans Müller', ownName: null })
  })
})

describe('short ids', () => {
  it('name a model where one begins so, and fail clearly where several do', async () => {
    await takeMadeUpModel(engine.study, 'abc-100')
    await takeMadeUpModel(engine.study, 'abc-200')
    const { study } = engine
    expect((await ModelService.named(study, 'abc-1')).id).toBe('abc-100')
    expect((await ModelService.named(study, 'abc-200')).id).toBe('abc-200')
    expect(await ModelService.use(callIn(study), 'abc-1')).toMatchObject({ id: 'abc-100', inUse: true })
    const several = { code: 'WRONG_USAGE', message: expect.stringMatching(/abc-100, abc-200/) as unknown }
    await expect(ModelService.named(study, 'abc')).rejects.toMatchObject(several)
    for (const none of ['ab', 'abd', 'abc%', '___-1'])
      await expect(ModelService.named(study, none)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  })

  it('name a round', async () => {
    await addRound(0)
    expect(await engine.training.cancel(me, 'run')).toMatchObject({ id: 'run-1' })
  })
})

describe('studies opened before', () => {
  const names = async () => (await engine.recentStudies()).map(({ name, isGone }) => [name, isGone])

  it('stand there by their own names once frames are in them, and can be taken off', async () => {
    await CatalogueService.rename(callIn(engine.study), 'Larynx')
    expect(await engine.recentStudies()).toMatchObject([
      { folder: folder(), name: 'Larynx', frames: 12, place: 'app', isGone: false },
    ])
    // A try that made nothing is none to come back to, nor is one that failed.
    await engine.createStudy(join(place.path, 'empty'), ['a', 'b'])
    await expect(engine.openStudy(join(place.path, 'nowhere'))).rejects.toMatchObject({
      code: 'STUDY_NOT_FOUND',
    })
    expect(await names()).toEqual([['Larynx', false]])
    renameSync(folder(), join(place.path, 'moved'))
    expect(await names()).toEqual([['Larynx', true]])
    await engine.forgetStudy(folder())
    expect(await names()).toEqual([])
    // Taken off while it is open, a study stays off until it is opened again.
    await engine.openStudy(join(place.path, 'moved'))
    await engine.forgetStudy(join(place.path, 'moved'))
    expect(await names()).toEqual([])
    await engine.openStudy(join(place.path, 'moved'))
    expect(await names()).toEqual([['Larynx', false]])
  })

  it('of an older app come without names', async () => {
    writeFileSync(join(place.path, 'recent.json'), JSON.stringify([folder(), '/gone/Meier_Anna', 7]))
    const other = testEngine(place.path)
    expect(await other.recentStudies()).toMatchObject([
      { name: null, isGone: false },
      { name: null, isGone: true },
    ])
  })
})

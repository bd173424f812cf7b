import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { idOfModelInUse } from '../../src/main/engine/store/modelInUse.ts'
import { openStore } from '../../src/main/engine/store/openStore.ts'
import { damagedFiles, verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { collectRoundData } from '../../src/main/engine/training/roundData.ts'
import type { LabelClass } from '../../src/shared/domain/labelClass.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { addMadeUpModel, predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn, me } from '../support/me.ts'
import { smallRound } from '../support/rounds.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const SIDE = 32
/** Questions to the catalogue after which the second writer sets out. */
const LATER = [0, 1, 2, 3, 4, 5]

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const at = (...parts: string[]) => join(place.path, ...parts)

beforeEach(async () => {
  place = temporaryFolder()
  // A round that is begun ends at once: what is looked at is what it was begun with.
  engine = testEngine(place.path, { trainerEntry: join(place.path, 'no-trainer.js') })
  await engine.createStudy(at('study'), ['normal', 'benign', 'malignant'])
})
afterEach(async () => {
  const problems = await verifyStudy(engine.study.store)
  // Made-up frames have no files, labels without masks, and masks of another size.
  const madeUp = ['frameFileMissing', 'labelOdd', 'revisionOfOtherSize']
  expect(problems.filter(({ name }) => !madeUp.includes(name))).toEqual([])
  await engine.close()
  place.remove()
})

/** Frames of as many patients, without masks; with `one`, of one examination. */
async function bringFrames(count: number, one = false): Promise<readonly number[]> {
  await writePairs(at('data'), count, SIDE)
  const pattern = one ? /^(frame)-()/u : /^frame-(\d+)()/u
  await ImportService.importPaths(
    callIn(engine.study),
    [at('data/images')],
    { layout: 'folder', groupBy: { kind: 'regex', pattern } },
    () => {},
  )
  return engine.study.index.ids({}, undefined)
}

/** Two writers at once, the second a little later than the first. */
async function atOnce(first: () => Promise<unknown>, second: () => Promise<unknown>, later = 0) {
  const one = first()
  one.catch(() => {})
  for (let i = 0; i < later; i++)
    await engine.study.store.db.selectFrom('setting').select('key').limit(1).execute()
  return Promise.allSettled([one, second()])
}

const rows = <R>(query: string, ...values: unknown[]) => inTables<R>(at('study'), query, ...values)
const audited = (action: string) =>
  rows<{ seq: number; subject: string; detail: string }>(
    'SELECT seq, subject, detail FROM audit WHERE action = ? ORDER BY seq',
    action,
  )

let strokes = 0
const square = (value: number, from = 4, to = 12): Mask => {
  const mask = emptyMask(SIDE, SIDE)
  for (let y = from; y < to; y++) mask.data.fill(value, y * SIDE + from, y * SIDE + to)
  return mask
}
const paint = (frame: number, mask: Mask, base = 0) =>
  LabelService.paint(callIn(engine.study), {
    frame,
    stroke: `stroke-${strokes++}`,
    base,
    x: 0,
    y: 0,
    patch: encodeMask(mask),
  })

describe('two models at once', () => {
  it.each(LATER)('get two numbers, and one of them is taken into use (%i later)', async (later) => {
    const add = (id: string) => () => addMadeUpModel(engine.study, id)
    const both = await atOnce(add('one'), add('two'), later)
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    const models = await ModelService.list(engine.study)
    expect(models.map(({ number, inUse }) => [number, inUse])).toEqual([
      [2, false],
      [1, true],
    ])
    for (const { id, number } of models) {
      const card = JSON.parse(await readFile(at('study/models', id, 'model.json'), 'utf8')) as unknown
      expect(card).toMatchObject({ id, number })
    }
  })

  it.each(LATER)('leave the one in use that was asked for last (%i later)', async (later) => {
    const { study } = engine
    for (const id of ['one', 'two']) await addMadeUpModel(study, id)
    const use = (id: string) => () => ModelService.use(callIn(study), id)
    // Whichever is in use stays so: this must not bring back the one from before.
    await atOnce(use('champion'), use('two'), later)
    expect(await idOfModelInUse(study.store.db)).toBe('two')
    await atOnce(use('one'), use('champion'), later)
    expect(audited('use-model').at(-1)?.subject).toBe(`model:${await idOfModelInUse(study.store.db)}`)
    const order = audited('use-model').slice(2)
    if (order[0]?.subject === 'model:one') expect(order[1]?.subject).toBe('model:one')
  })

  it.each(LATER)('leave frames that tell of the one in use alone (%i later)', async (later) => {
    const { study } = engine
    insertMadeUpFrames(study.store, 16_000)
    const ends = [1, 15_900]
    for (const [value, id] of ['none', 'one', 'two'].entries()) {
      await takeMadeUpModel(study, id)
      for (const frame of ends) await predicts(study, id, frame, square(value))
    }
    await ModelService.use(callIn(study), 'one')
    const changed = ModelService.use(callIn(study), 'two')
    while ((await idOfModelInUse(study.store.db)) !== 'two') {}
    await atOnce(
      async () => changed,
      () => ModelService.use(callIn(study), 'one'),
      later,
    )
    expect(await idOfModelInUse(study.store.db)).toBe('one')
    const seen = rows<{ predicted: number }>('SELECT predicted FROM frame WHERE predicted <> 0 ORDER BY id')
    expect(seen.map(({ predicted }) => predicted)).toEqual([3, 3])
  })
})

describe('two changes of the catalogue at once', () => {
  it.each(LATER)('are both in a backup, or neither is, or the first (%i later)', async (later) => {
    const { study } = engine
    const add = async () => {
      for (const id of ['one', 'two']) await addMadeUpModel(study, id)
    }
    const both = await atOnce(add, () => KeepService.backUp(callIn(study), at('copy.zip')), later)
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    await KeepService.restore(at('copy.zip'), at('copy'))
    const models = inTables<{ id: string }>(at('copy'), 'SELECT id FROM model ORDER BY number')
    const audited = inTables<{ subject: string }>(at('copy'), `SELECT subject FROM audit ORDER BY seq`)
    expect(audited.map(({ subject }) => subject)).toEqual(models.map(({ id }) => `model:${id}`))
    expect(await damagedFiles(await openStore(at('copy')))).toEqual([])
  })

  it.each(LATER)('leave it whole where one compacts it (%i later)', async (later) => {
    const { study } = engine
    const add = () => addMadeUpModel(study, 'one')
    const both = await atOnce(add, () => KeepService.compact(study), later)
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })

  it.each(LATER)('take a bulk action back once (%i later)', async (later) => {
    const [frame = 0] = await bringFrames(1)
    const { action } = await CatalogueService.marks.hide(callIn(engine.study), [frame], true)
    const undo = () => CatalogueService.marks.undo(callIn(engine.study), action)
    await atOnce(undo, undo, later)
    expect(audited('undo')).toHaveLength(1)
  })

  it('drop no class that somebody paints with meanwhile', async () => {
    const { study } = engine
    const [frame = 0] = await bringFrames(1)
    const three = study.classes
    const further: LabelClass = { name: 'further', colour: '#123456' }
    const both = await atOnce(
      () => CatalogueService.setClasses(callIn(study), [...three, further]),
      async () => {
        const dropped = CatalogueService.setClasses(callIn(study), three)
        await Promise.allSettled([paint(frame, square(3)), dropped])
        return dropped
      },
    )
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    // Who changes the classes second changes what the first has made of them.
    expect(
      audited('set-classes').map(({ detail }) => (JSON.parse(detail) as { before: [] }).before.length),
    ).toEqual([3, 4])
    const painted = rows<{ areas: string }>('SELECT areas FROM revision')
    for (const { areas } of painted) expect((JSON.parse(areas) as number[])[3] ?? 0).toBe(0)
  })

  it('hold no class that was taken back while they came in', async () => {
    const { study } = engine
    await writePairs(at('pairs'), 6, SIDE)
    const three = study.classes
    const further: LabelClass = { name: 'further', colour: '#123456' }
    await CatalogueService.setClasses(callIn(study), [...three, further])
    let dropped: Promise<void> | undefined
    // What the masks mean is decided by then, and none is written.
    const drop = () => {
      dropped ??= CatalogueService.setClasses(callIn(study), three)
    }
    const options = { layout: 'pairs', maskMap: new Map([['1', 3]]) }
    const brought = ImportService.importPaths(callIn(study), [at('pairs')], options, drop)
    await expect(brought).rejects.toMatchObject({ reason: { name: 'classesChanged' } })
    await dropped
    expect(rows('SELECT id FROM revision')).toEqual([])
  })

  it.each(LATER)('keep the templates of two devices (%i later)', async (later) => {
    const { templates } = ImportService
    const set = (device: string) => () => templates.set(engine.study, device, [[0, 0, 0.1, 0.1]])
    await atOnce(set('one'), set('other'), later)
    expect(Object.keys(await templates.list(engine.study)).sort()).toEqual(['one', 'other'])
  })
})

/** Ten patients whose frames are yet to come. */
const bringPatients = (from: number) =>
  ImportService.importFrames(
    callIn(engine.study),
    Array.from({ length: 10 }, (_, n) => ({ patient: `P${from + n}` })),
    (async function* () {})(),
    () => {},
  )

describe('two imports at once', () => {
  it.each(LATER)('deal patients out as one after the other does (%i later)', async (later) => {
    await atOnce(
      () => bringPatients(0),
      () => bringPatients(10),
      later,
    )
    const splits = rows<{ n: number }>('SELECT count(*) AS n FROM patient GROUP BY split ORDER BY split')
    expect(splits.map(({ n }) => n)).toEqual([3, 14, 3])
  })

  it.each(LATER)('of the same patients bring each of them once (%i later)', async (later) => {
    const import_ = () => bringPatients(0)
    const both = await atOnce(import_, import_, later)
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(rows('SELECT id FROM patient')).toHaveLength(10)
  })
})

describe('a mask', () => {
  it.each(LATER)(
    'is not taken over from a model on a frame that is held out meanwhile (%i later)',
    async (later) => {
      const { study } = engine
      const [frame = 0] = await bringFrames(1)
      await takeMadeUpModel(study, 'one')
      await predicts(study, 'one', frame, square(1))
      const [overlay] = await LabelService.list(callIn(study), frame)
      const [patient = ''] = CatalogueService.patients(callIn(study)).map((p) => p.patient)
      await atOnce(
        () => LabelService.accept(callIn(study), frame, overlay?.id ?? 0, 0),
        () => CatalogueService.setSplit(callIn(study), [patient], 'validation'),
        later,
      )
      const [accepted, heldOut] = [audited('accept')[0], audited('set-split')[0]]
      if (accepted) expect(accepted.seq).toBeLessThan(heldOut?.seq ?? 0)
    },
  )

  it.each([...LATER, 6, 7, 8, 9, 10, 11, 12])(
    'that is painted meanwhile is left as it is by frames filled in between (%i later)',
    async (later) => {
      const frames = await bringFrames(4, true)
      const [first = 0, second = 0, third = 0, last = 0] = frames
      for (const frame of [first, last]) await paint(frame, square(1))
      const [filled, painted] = await atOnce(
        () => LabelService.interpolate(callIn(engine.study), first, last),
        () => paint(third, square(2)),
        later,
      )
      if (painted?.status === 'fulfilled') expect(filled).toEqual({ status: 'fulfilled', value: [second] })
      else expect(filled).toEqual({ status: 'fulfilled', value: [second, third] })
    },
  )

  it('painted by two at once gets one revision for each that was made on the newest', async () => {
    const [frame = 0] = await bringFrames(1)
    await atOnce(
      () => paint(frame, square(1)),
      () => paint(frame, square(2)),
    )
    expect(rows('SELECT number FROM revision')).toEqual([{ number: 1 }])
  })
})

describe('a round', () => {
  const begun = () => rows<{ config: string }>('SELECT config FROM run')
  const bringPairs = async () => {
    await writePairs(at('data'), 24, SIDE)
    await ImportService.importPaths(callIn(engine.study), [at('data')], { layout: 'pairs' }, () => {})
  }

  it('is begun once where two ask for one', async () => {
    await bringPairs()
    const start = () => engine.training.start(me, smallRound(1))
    const both = await atOnce(start, start)
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused).toMatchObject([{ code: 'TRAINING_BUSY' }])
    expect(begun()).toHaveLength(1)
  })

  it('that may not be is written down as nothing', async () => {
    await bringPairs()
    const { study } = engine
    const splits = Object.fromEntries(
      CatalogueService.patients(callIn(study), '', 'train').map((p) => [p.patient, 'validation'] as const),
    )
    await addMadeUpModel(study, 'one', splits)
    await expect(engine.training.start(me, smallRound(1))).rejects.toMatchObject({
      reason: { name: 'patientsMoved' },
    })
    expect(begun()).toEqual([])
    expect(await engine.training.rounds()).toEqual([])
  })

  it.each([0, 12, 24])('learns from nobody who is held out meanwhile (%i later)', async (later) => {
    await bringPairs()
    const { study } = engine
    const [patient = ''] = CatalogueService.patients(callIn(study), '', 'train').map((p) => p.patient)
    await atOnce(
      () => engine.training.start(me, smallRound(1)),
      () => CatalogueService.setSplit(callIn(study), [patient], 'test'),
      later,
    )
    const { labelled } = await collectRoundData(study)
    const [row] = begun()
    expect(JSON.parse(row?.config ?? '{}')).toMatchObject({ labelled: labelled.length })
  })
})

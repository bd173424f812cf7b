import { afterEach, beforeEach, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { Split } from '../../src/shared/contract/frames.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { callIn, me } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const SIDE = 72
const SPLITS: readonly Split[] = ['train', 'validation', 'test']
let place: ReturnType<typeof temporaryFolder>
let engine: Engine

/** Patients of one frame each, on all three sides of the split, without any mask. */
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 24, side: SIDE })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const idsOf = (split: Split) => engine.study.index.ids({ split }, undefined)

async function paint(frame: number, kind: 'reader' | 'reference', author: string, value: number) {
  const mask = emptyMask(SIDE, SIDE)
  mask.data.fill(value, 0, 200)
  await engine.study.store.db
    .transaction()
    .execute((db) => LabelService.store(db, { frame, kind, author }, mask, { origin: 'import' }))
}

/** All that says how much there is: each place where a person reads a number. */
async function counted() {
  const { study, training } = engine
  const footer = await CatalogueService.info(study)
  const overview = CatalogueService.overview(callIn(study))
  const train = await training.outlook()
  const count = (labelled: boolean, split?: Split) =>
    study.index.count({ labelled, ...(split ? { split } : {}) })
  const shown = (await CatalogueService.page(callIn(study), {}, undefined, 0, 500)).frames
  const patients = CatalogueService.patients(callIn(study))
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
  return {
    labelled: [
      footer.labelled,
      overview.labelled,
      count(true),
      shown.filter((f) => f.labelled).length,
      sum(patients.map((p) => p.labelled)),
      sum(overview.byModality.map((m) => m.labelled)),
      sum(SPLITS.map((split) => footer.splits[split].labelled)),
    ],
    frames: [
      footer.frames,
      overview.frames,
      count(true) + count(false),
      shown.length,
      sum(patients.map((p) => p.frames)),
      sum(overview.byModality.map((m) => m.frames)),
    ],
    learnedFrom: [train.labelled, overview.splits.train.labelled, count(true, 'train')],
    unlabelled: [
      train.unlabelled,
      overview.splits.train.frames - overview.splits.train.labelled,
      count(false, 'train'),
    ],
    judgedBy: [train.validation, overview.splits.validation.labelled, count(true, 'validation')],
    patients: [footer.patients, overview.patients, patients.filter((p) => p.frames > 0).length],
  }
}

it('footer, Study, Train, library and patients agree, whatever is hidden, referenced, skipped or painted twice', async () => {
  const { study } = engine
  expect(SPLITS.map((split) => idsOf(split).length > 0)).toEqual([true, true, true])
  const [own = 0, both = 0, skipped = 0, underWay = 0, hiddenOne = 0, hiddenToo = 0] = idsOf('train')
  const [golden = 0] = idsOf('validation')
  const [test = 0] = idsOf('test')
  await paint(own, 'reader', me.name, 1)
  await paint(both, 'reader', me.name, 1)
  await paint(both, 'reader', 'colleague', 2)
  await paint(skipped, 'reader', me.name, 1)
  await paint(underWay, 'reader', me.name, 1)
  await paint(hiddenOne, 'reader', me.name, 2)
  await paint(hiddenToo, 'reference', 'reference', 2)
  await paint(golden, 'reference', 'reference', 1)
  await paint(test, 'reference', 'reference', 1)
  await paint(test, 'reader', me.name, 2)
  // A reference of a patient to learn from judges nothing, and teaches nothing until a reader says so.
  await paint(underWay, 'reference', 'reference', 2)
  study.index.drop()
  await LabelService.declare(callIn(study), { frame: skipped, base: 1, as: 'skipped' })
  await LabelService.declare(callIn(study), { frame: underWay, base: 1, as: 'open' })
  const beforeHiding = await counted()
  await CatalogueService.marks.hide(callIn(study), [hiddenOne, hiddenToo], true)
  for (const figures of [beforeHiding, await counted()]) {
    for (const [what, numbers] of Object.entries(figures))
      expect([what, new Set(numbers).size, numbers]).toEqual([what, 1, numbers])
  }
  const after = await counted()
  expect(after).toMatchObject({ labelled: Array(7).fill(4), learnedFrom: [2, 2, 2], judgedBy: [1, 1, 1] })
  expect(beforeHiding.labelled[0]).toBe(5)
  expect(CatalogueService.overview(callIn(study))).toMatchObject({
    hidden: 2,
    byClass: [
      { name: 'benign', painted: 2 },
      { name: 'malignant', painted: 1 },
    ],
  })
})

it('a patient all of whose frames are hidden counts no more, and their tags and look-alikes neither', async () => {
  const { study } = engine
  const { patients, frames } = await CatalogueService.info(study)
  const [{ patient } = { patient: '' }] = CatalogueService.patients(callIn(study))
  const own = study.index.ids({ patient }, undefined)
  const [, other = 0] = study.index.ids({}, undefined)
  await CatalogueService.marks.addTag(callIn(study), own, 'dark')
  await study.store.db
    .updateTable('frame')
    .set({ likeness: '0000000000000000' })
    .where('id', 'in', [...own, other])
    .execute()
  const alike = async () => (await CatalogueService.nearDuplicates(study)).flatMap((g) => g.frames)
  expect(await alike()).toEqual(expect.arrayContaining([...own, other]))
  await CatalogueService.marks.hide(callIn(study), own, true)
  expect(await CatalogueService.info(study)).toMatchObject({
    patients: patients - 1,
    frames: frames - own.length,
  })
  expect((await CatalogueService.choices(study)).tags).toEqual([])
  expect(await alike()).not.toContain(own[0])
})

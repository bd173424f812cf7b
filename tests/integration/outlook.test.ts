import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 12, classes: ['normal', 'benign', 'malignant'] })
  const { study } = engine
  await CatalogueService.setSplit(callIn(study), ['P0', 'P1', 'P2', 'P3'], 'train')
  await CatalogueService.setSplit(callIn(study), ['P4'], 'validation')
  await CatalogueService.setSplit(callIn(study), ['P5'], 'test')
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** The reader's label of a frame is another one: all of a class. */
async function paints(frame: number, value: number): Promise<void> {
  const { store } = engine.study
  const mask = emptyMask(72, 72)
  mask.data.fill(value)
  await store.db
    .transaction()
    .execute((db) =>
      LabelService.store(db, { frame, kind: 'reader', author: me.name }, mask, { origin: 'import' }),
    )
}

const warned = async () => (await engine.training.outlook()).warnings.map(({ reason }) => reason.name)

describe('what a round would learn from', () => {
  it('is told by class, by light and by patient, with what speaks against it', async () => {
    const plan = await engine.training.outlook()
    expect(plan).toMatchObject({ labelled: 8, framesWithClass: [8, 8, 0], sinceLast: null })
    expect(Object.values(plan.byModality).reduce((sum, { labelled }) => sum + labelled, 0)).toBe(8)
    expect(plan.byPatient).toHaveLength(4)
    expect(plan.byPatient[0]).toMatchObject({ frames: 2, withClass: [2, 2, 0] })
    expect(plan.freeMemory).toBeGreaterThan(0)
    expect(await warned()).toEqual(['fewPatientsToJudge', 'fewFramesOfClass'])
  })

  it.skipIf(!hasBuild || !hasTensorFlow)(
    'is told beside what the last round had, whose memory is known from then on',
    async () => {
      const { id } = await engine.training.start(me, smallRound(10))
      expect((await engine.training.ended(id)).state).toBe('finished')
      expect((await engine.training.outlook()).sinceLast).toEqual({
        added: { frames: 0, withClass: [0, 0, 0] },
        removed: 0,
        changed: 0,
      })
      expect(await warned()).toContain('nothingNewToLearn')
      const [first = 0, second = 0] = engine.study.index.ids({ split: 'train' }, undefined)
      await paints(first, 2)
      await CatalogueService.marks.hide(callIn(engine.study), [second], true)
      const { sinceLast, stepTimes } = await engine.training.outlook()
      expect(sinceLast).toMatchObject({ added: { frames: 0 }, removed: 1, changed: 1 })
      expect(await warned()).toContain('classOfOnePatient')
      expect(stepTimes[0]?.memory).toBeGreaterThan(0.1)
    },
  )
})

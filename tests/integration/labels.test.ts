import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { outgoing } from '../../src/main/engine/export/outgoing.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { collectRoundData } from '../../src/main/engine/training/roundData.ts'
import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { paintWhole } from '../support/strokes.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const SIDE = 32
let place: ReturnType<typeof temporaryFolder>
let engine: Engine

/** Eight frames of eight patients without masks: some to learn from, some to judge, some to test. */
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 8, side: SIDE })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const square = (value: number, from = 4, to = 12): Mask => {
  const mask = emptyMask(SIDE, SIDE)
  for (let y = from; y < to; y++) mask.data.fill(value, y * SIDE + from, y * SIDE + to)
  return mask
}
const nothing = emptyMask(SIDE, SIDE)

const own = async (frame: number) =>
  (await LabelService.list(callIn(engine.study), frame)).find((layer) => layer.own)
const paint = (frame: number, mask: Mask, restores: number | null = null) =>
  paintWhole(engine.study, frame, mask, restores)
const says = async (frame: number, as: 'done' | 'noLesion' | 'skipped' | 'open') =>
  LabelService.declare(callIn(engine.study), { frame, base: (await own(frame))?.revision ?? 0, as })
/** As the window does it: the mask of before, as one more revision that says what it brings back. */
const undo = async (frame: number) => {
  const layer = await own(frame)
  const before = layer && (await LabelService.before(callIn(engine.study), layer.id, layer.revision))
  if (!before) throw new Error('There is nothing to undo.')
  return paint(frame, decodeMask(before.bytes), before.revision)
}
const summary = async (frame: number) =>
  (await CatalogueService.frame(callIn(engine.study), frame, {}, undefined)).frame
const stateOf = async (frame: number) => (await summary(frame)).state
const framesOf = (split: 'train' | 'validation' | 'test') => engine.study.index.ids({ split }, undefined)
const first = (split: 'train' | 'validation' | 'test') => framesOf(split)[0] ?? 0
const taught = async () => (await collectRoundData(engine.study)).labelled.map(({ id }) => Number(id))
const labelled = () => engine.study.index.ids({ labelled: true }, undefined)

describe('what is a label', () => {
  it('is nothing that was painted and taken back', async () => {
    const frame = first('train')
    await paint(frame, square(1))
    expect(await stateOf(frame)).toBe('inProgress')
    await undo(frame)
    expect(await stateOf(frame)).toBe('untouched')
    // A drag of the AI assist that left nothing is the same.
    await paint(frame, nothing)
    expect(await stateOf(frame)).toBe('untouched')
    expect(labelled()).toEqual([])
    expect(await taught()).toEqual([])
  })

  it('is what somebody has said is finished, with or without a lesion, and nothing else', async () => {
    const [one = 0, two = 0] = framesOf('train')
    await paint(one, square(1))
    expect(await taught()).toEqual([])
    await says(one, 'done')
    await says(two, 'noLesion')
    expect(await stateOf(two)).toBe('noLesion')
    expect(await taught()).toEqual([one, two])
    expect(labelled()).toEqual([one, two])
    await says(one, 'open')
    await says(two, 'skipped')
    expect([await stateOf(one), await stateOf(two)]).toEqual(['inProgress', 'skipped'])
    expect(await taught()).toEqual([])
    // The mask itself is still there.
    expect((await own(one))?.areas[1]).toBe(64)
  })

  it('is refused where what is said and what is painted do not agree', async () => {
    const frame = first('train')
    await expect(says(frame, 'done')).rejects.toMatchObject({ code: 'NOTHING_PAINTED' })
    await paint(frame, square(2))
    await expect(says(frame, 'noLesion')).rejects.toMatchObject({ code: 'LESION_PAINTED' })
    const stale = LabelService.declare(callIn(engine.study), { frame, base: 0, as: 'done' })
    await expect(stale).rejects.toMatchObject({ code: 'STALE_REVISION' })
    const gone = LabelService.declare(callIn(engine.study), { frame: 999, base: 0, as: 'done' })
    await expect(gone).rejects.toMatchObject({ code: 'FRAME_NOT_FOUND' })
    expect(await taught()).toEqual([])
  })

  it('stays one while it is corrected, and is none any more once nothing is left of it', async () => {
    const frame = first('train')
    await paint(frame, square(1))
    await says(frame, 'done')
    await paint(frame, square(1, 6, 14))
    expect(await stateOf(frame)).toBe('done')
    await paint(frame, nothing)
    expect(await stateOf(frame)).toBe('untouched')
    expect(await taught()).toEqual([])
    // Taking the erasing back brings the label back with the mask; taking all back leaves none.
    await undo(frame)
    expect(await stateOf(frame)).toBe('done')
    await undo(frame)
    expect(await stateOf(frame)).toBe('done')
    await undo(frame)
    expect(await stateOf(frame)).toBe('untouched')
    expect(await taught()).toEqual([])
  })

  it('is to be looked at again where a lesion is painted on a frame said to hold none', async () => {
    const frame = first('train')
    await says(frame, 'noLesion')
    await paint(frame, square(1))
    expect(await stateOf(frame)).toBe('inProgress')
    expect(await taught()).toEqual([])
    await undo(frame)
    expect(await stateOf(frame)).toBe('noLesion')
  })
})

describe('an overlay', () => {
  it('that is taken over makes a label, and taking that back brings back what was before', async () => {
    const frame = first('train')
    const { study } = engine
    await takeMadeUpModel(study, 'one')
    await predicts(study, 'one', frame, square(2))
    const overlay = (await LabelService.list(callIn(study), frame)).find(({ inUse }) => inUse)
    await paint(frame, square(1))
    await LabelService.accept(callIn(study), frame, overlay?.id ?? 0, 1)
    expect(await stateOf(frame)).toBe('done')
    expect(await taught()).toEqual([frame])
    await undo(frame)
    expect(await stateOf(frame)).toBe('inProgress')
    expect((await own(frame))?.areas.slice(0, 3)).toEqual([SIDE * SIDE - 64, 64, 0])
    await paint(frame, square(2), 2)
    expect(await stateOf(frame)).toBe('done')
  })

  it('is hidden on held-out patients until the reader has finished, told nowhere, and never taken over', async () => {
    const { study } = engine
    const [trained, judged] = [first('train'), first('validation')]
    await takeMadeUpModel(study, 'one')
    for (const frame of [trained, judged]) await predicts(study, 'one', frame, square(2))
    const kinds = async (frame: number) =>
      (await LabelService.list(callIn(study), frame)).map(({ kind }) => kind)
    expect(await kinds(trained)).toEqual(['model'])
    expect(await kinds(judged)).toEqual([])
    expect(await LabelService.doubts(callIn(study), judged)).toBeNull()
    expect((await summary(judged)).predicted).toEqual([])
    expect(study.index.ids({ seen: [2] }, undefined)).toEqual([trained])

    await paint(judged, square(1))
    expect(await kinds(judged)).toEqual(['reader'])
    await says(judged, 'done')
    expect(await kinds(judged)).toEqual(['reader', 'model'])
    expect(await summary(judged)).toMatchObject({ disagreement: 1 })
    expect(study.index.ids({ seen: [2] }, undefined).sort()).toEqual([trained, judged].sort())
    const overlay = (await LabelService.list(callIn(study), judged)).find(({ inUse }) => inUse)
    const accepted = LabelService.accept(callIn(study), judged, overlay?.id ?? 0, 1)
    await expect(accepted).rejects.toMatchObject({ code: 'HELD_OUT' })
  })

  it('is held against labels alone: a mask under way is compared with nothing', async () => {
    const { study } = engine
    const frame = first('train')
    const kept = () =>
      inTables<{ disagreement: number | null }>(
        study.store.folder,
        'SELECT disagreement FROM frame WHERE id = ?',
        frame,
      )[0]?.disagreement
    await takeMadeUpModel(study, 'one')
    await paint(frame, square(1))
    await predicts(study, 'one', frame, square(2))
    await paint(frame, square(1, 4, 14))
    expect(kept()).toBeNull()
    await says(frame, 'done')
    expect(kept()).toBe(1000)
    await says(frame, 'open')
    expect(kept()).toBeNull()
    await takeMadeUpModel(study, 'two')
    await ModelService.use(callIn(study), 'one')
    expect(kept()).toBeNull()
  })

  it('is that of the model in use: going back to an earlier one changes what is shown and found', async () => {
    const { study } = engine
    const frame = first('train')
    await paint(frame, square(1))
    await says(frame, 'done')
    await takeMadeUpModel(study, 'one')
    await predicts(study, 'one', frame, square(1))
    await takeMadeUpModel(study, 'two')
    await predicts(study, 'two', frame, square(2))
    const shown = async () =>
      (await LabelService.list(callIn(study), frame)).find(({ inUse }) => inUse)?.author
    expect(await shown()).toBe('two')
    expect(await summary(frame)).toMatchObject({ disagreement: 1, predicted: [SIDE * SIDE - 64, 0, 64] })
    expect(study.index.ids({ disagreement: 0.5 }, undefined)).toEqual([frame])
    await ModelService.use(callIn(study), 'one')
    expect(await shown()).toBe('one')
    expect(await summary(frame)).toMatchObject({ disagreement: 0, predicted: [SIDE * SIDE - 64, 64, 0] })
    expect(study.index.ids({ disagreement: 0.5 }, undefined)).toEqual([])
    expect(study.index.ids({ seen: [2] }, undefined)).toEqual([])
  })
})

describe('masks of two readers', () => {
  const colleague = async (frame: number, mask: Mask) =>
    engine.study.store.db.transaction().execute((transaction) =>
      LabelService.store(transaction, { frame, kind: 'reader', author: 'colleague' }, mask, {
        origin: 'accept',
      }),
    )
  const exportedMask = async (frame: number) => {
    for await (const out of outgoing(engine.study, [frame], { layer: 'reader', pseudonyms: false }))
      if ('mask' in out) return out.mask
    return undefined
  }
  const taughtMask = async (frame: number) => {
    const found = (await collectRoundData(engine.study)).labelled.find(({ id }) => Number(id) === frame)
    return found && decodeMask(found.mask)
  }

  it('give one label, the one last said to be finished, to rounds, counts and exports alike', async () => {
    const frame = first('train')
    await paint(frame, square(1))
    await says(frame, 'done')
    await colleague(frame, square(2))
    expect(await taughtMask(frame)).toEqual(square(2))
    expect(await exportedMask(frame)).toEqual(square(2))
    expect((await summary(frame)).painted).toEqual([SIDE * SIDE - 64, 0, 64])
    // Painting on one's own mask beside another's label changes nothing of it.
    await paint(frame, square(1, 4, 20))
    expect(await taughtMask(frame)).toEqual(square(2))
    const layers = await LabelService.list(callIn(engine.study), frame)
    expect(layers.find(({ isLabel }) => isLabel)?.author).toBe('colleague')
    await says(frame, 'done')
    expect(await taughtMask(frame)).toEqual(square(1, 4, 20))
    expect(await exportedMask(frame)).toEqual(square(1, 4, 20))
    expect(labelled()).toEqual([frame])
  })
})

it('the next frame to label is on the same side of the split, and comes round again', async () => {
  const next = async (frame: number) =>
    (await CatalogueService.nextOpen(callIn(engine.study), frame, {}, undefined)).next
  const trained = framesOf('train')
  const [one = 0, two = 0, three = 0] = trained
  await says(two, 'noLesion')
  expect(await next(one)).toBe(three)
  expect(await next(trained.at(-1) ?? 0)).toBe(one)
  // The only frame that is held out to judge: nothing else of its side is left, and no other side is offered.
  expect(await next(first('validation'))).toBeNull()
})

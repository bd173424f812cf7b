import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { EditService } from '../../src/main/engine/edits/EditService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { diceOf } from '../../src/shared/domain/edited.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { type Disc, discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn, me } from '../support/me.ts'
import { paintWhole } from '../support/strokes.ts'
import { loco, studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { tamper } from '../support/tamper.ts'

const SIDE = 64
const seen: Disc = { value: 2, x: 30, y: 30, radius: 12 }
const area = (disc: Disc) => discs(SIDE, disc).data.filter((value) => value > 0).length

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let train: number[]
let heldOut: number[]

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 12, side: SIDE })
  const ids = (split: 'train' | 'test') => study.index.ids({ split }, undefined)
  train = [...ids('train')]
  heldOut = [...ids('test')]
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const layers = (frame: number) => LabelService.list(callIn(engine.study), frame)
const own = async (frame: number) => (await layers(frame)).find((layer) => layer.own)
const paint = (frame: number, disc: Disc, restores: number | null = null) =>
  paintWhole(engine.study, frame, discs(SIDE, disc), restores)
const done = async (frame: number) =>
  LabelService.declare(callIn(engine.study), {
    frame,
    base: (await own(frame))?.revision ?? 0,
    as: 'done',
  })
const accept = async (frame: number, model: string) => {
  const overlay = (await layers(frame)).find(({ author }) => author === model)
  return LabelService.accept(
    callIn(engine.study),
    frame,
    overlay?.id ?? expect.fail(),
    (await own(frame))?.revision ?? 0,
  )
}
const sees = (model: string, frame: number, disc = seen) =>
  predicts(engine.study, model, frame, discs(SIDE, disc))
/** Changes the catalogue past the engine, which then opens the study again. */
const behind = async (change: Parameters<typeof tamper>[1]) => {
  const folder = join(place.path, 'study')
  await engine.close()
  tamper(folder, change)
  engine = testEngine(place.path)
  await engine.openStudy(folder)
}
const log = () => EditService.log(engine.study)
const frameAt = (n: number) => train[n] ?? expect.fail()

describe('what people made of the models’ masks', () => {
  it('is nothing before there is a model, and a label is painted alone', async () => {
    await paint(frameAt(0), seen)
    await done(frameAt(0))
    expect(await log()).toMatchObject({ rows: [], imported: 0, damaged: 0 })
  })

  it('is told of overlays taken over, as they were and corrected, by model and class', async () => {
    await takeMadeUpModel(engine.study, 'first')
    for (const frame of train.slice(0, 3)) await sees('first', frame)
    await accept(frameAt(0), 'first')
    await accept(frameAt(1), 'first')
    const wider = { ...seen, radius: 15 }
    await paint(frameAt(1), wider)
    const [row, ...more] = (await log()).rows
    expect(more).toEqual([])
    expect(row).toMatchObject({
      model: 'first',
      reader: me.name,
      taken: { masks: 2, same: 1 },
      beside: { masks: 0 },
    })
    const [malignant] = row?.taken.classes ?? []
    const [small, large] = [area(seen), area(wider)]
    expect(malignant).toMatchObject({
      class: 2,
      masks: 2,
      model: 2 * small,
      kept: 2 * small,
      added: large - small,
    })
    expect(diceOf(malignant ?? expect.fail())).toBeCloseTo((2 * 2 * small) / (2 * small + small + large))
  })

  it('tells paint beside an overlay from what was painted before it, and from held-out frames', async () => {
    await paint(frameAt(0), seen)
    await done(frameAt(0))
    await takeMadeUpModel(engine.study, 'first')
    const held = heldOut[0] ?? expect.fail()
    for (const frame of [frameAt(0), frameAt(1), held]) await sees('first', frame)
    for (const frame of [frameAt(1), held]) {
      await paint(frame, { ...seen, value: 1 })
      await done(frame)
    }
    const { rows } = await log()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ taken: { masks: 0 }, beside: { masks: 1, same: 0 } })
    const [benign, malignant] = rows[0]?.beside.classes ?? []
    expect(benign).toMatchObject({ class: 1, model: 0, added: 0, fromOthers: area(seen) })
    expect(malignant).toMatchObject({ class: 2, label: 0, takenAway: 0, toOthers: area(seen) })
  })

  it('keeps to the mask as it was taken, whatever the model says later and whichever is in use', async () => {
    await takeMadeUpModel(engine.study, 'first')
    await sees('first', frameAt(0))
    await accept(frameAt(0), 'first')
    await sees('first', frameAt(0), { ...seen, radius: 3 })
    await takeMadeUpModel(engine.study, 'second')
    await sees('second', frameAt(0), { ...seen, radius: 5 })
    expect((await log()).rows).toMatchObject([{ model: 'first', taken: { masks: 1, same: 1 } }])
  })

  it('forgets an overlay that was taken back', async () => {
    await takeMadeUpModel(engine.study, 'first')
    await sees('first', frameAt(0))
    await accept(frameAt(0), 'first')
    expect((await log()).rows[0]?.taken.masks).toBe(1)
    const layer = (await own(frameAt(0))) ?? expect.fail()
    const before = await LabelService.before(callIn(engine.study), layer.id, layer.revision)
    const empty = decodeMask(before?.bytes ?? expect.fail())
    await LabelService.paint(callIn(engine.study), {
      ...{ frame: frameAt(0), stroke: 'undo', base: layer.revision, x: 0, y: 0 },
      ...{ patch: encodeMask(empty), restores: 0 },
    })
    await paint(frameAt(0), { ...seen, radius: 5 })
    await done(frameAt(0))
    expect((await log()).rows).toMatchObject([{ taken: { masks: 0 }, beside: { masks: 1 } }])
  })

  it('finds the model by its mask where the trail, of an earlier version, does not say it', async () => {
    await takeMadeUpModel(engine.study, 'first')
    const speck: Disc = { value: 1, x: 4.5, y: 4.5, radius: 0.6 }
    await predicts(engine.study, 'first', frameAt(0), discs(SIDE, seen, speck))
    await takeMadeUpModel(engine.study, 'second')
    await sees('second', frameAt(0), { ...seen, x: 40 })
    await accept(frameAt(0), 'first')
    await behind((catalogue) => {
      const changed = catalogue.prepare(
        `UPDATE audit SET detail = json_remove(detail, '$.overlay') WHERE json_extract(detail, '$.overlay') IS NOT NULL`,
      )
      expect(changed.run().changes).toBe(1)
    })
    expect((await log()).rows).toMatchObject([{ model: 'first', taken: { same: 1 } }])
  })

  it('counts masks that an import brought, and masks that the disk has damaged, and goes on', async () => {
    await takeMadeUpModel(engine.study, 'first')
    for (const frame of train.slice(0, 3)) await sees('first', frame)
    await engine.study.store.db.transaction().execute((transaction) =>
      LabelService.store(
        transaction,
        { frame: frameAt(0), kind: 'reader', author: me.name },
        discs(SIDE, seen),
        {
          origin: 'import',
        },
      ),
    )
    for (const frame of [frameAt(1), frameAt(2)]) await accept(frame, 'first')
    const layer = (await own(frameAt(2))) ?? expect.fail()
    await behind((catalogue) =>
      catalogue.prepare(`UPDATE revision SET mask = x'010101' WHERE layer_id = ?`).run(layer.id),
    )
    expect(await log()).toMatchObject({ rows: [{ taken: { masks: 1 } }], imported: 1, damaged: 1 })
  })

  it('is told on the command line and as a table', async () => {
    await takeMadeUpModel(engine.study, 'first')
    await sees('first', frameAt(0))
    await accept(frameAt(0), 'first')
    await paint(frameAt(0), { ...seen, radius: 15 })
    const told = await log()
    await engine.close()
    const csv = join(place.path, 'edits.csv')
    expect(loco('edits', join(place.path, 'study'), '--csv', csv)).toMatchObject(told)
    const [head = '', line = ''] = readFileSync(csv, 'utf8').split('\n')
    const value = (name: string) => line.split(',')[head.split(',').indexOf(name)]
    expect(value('class')).toBe('malignant')
    expect(Number(value('added_px'))).toBe(told.rows[0]?.taken.classes[0]?.added)
    engine = testEngine(place.path)
  })
})

describe('the time for a mask', () => {
  it('is told apart by whether a model helped, from five masks on', async () => {
    await takeMadeUpModel(engine.study, 'first')
    const five = train.slice(0, 5)
    for (const frame of five) await sees('first', frame)
    for (const frame of five) {
      await accept(frame, 'first')
      await paint(frame, { ...seen, radius: 15 })
    }
    const { work, workByReader, workByMonth } = await log()
    expect(work.taken.masks).toBe(5)
    expect(work.taken.minutes).not.toBeNull()
    expect(work.taken.minutes).toBeLessThan(2)
    expect(work.alone).toEqual({ masks: 0, minutes: null })
    expect(workByReader).toEqual([{ reader: me.name, ...work }])
    expect(workByMonth).toEqual([{ month: new Date().toISOString().slice(0, 7), ...work }])
  })

  it('does not need a model in use any more', async () => {
    expect(await ModelService.inUse(engine.study)).toBeUndefined()
    expect((await log()).work.alone).toEqual({ masks: 0, minutes: null })
  })
})

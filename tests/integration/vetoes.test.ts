import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { collectRoundData } from '../../src/main/engine/training/roundData.ts'
import { BatchQueue } from '../../src/main/trainer/data/BatchQueue.ts'
import { IGNORE } from '../../src/shared/domain/labelClass.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const SIDE = 72
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const at = (...names: string[]) => join(place.path, ...names)

/** A study of frames without masks, all patients of which are learned from but the last. */
async function bareStudy(name: string) {
  const study = await engine.createStudy(at(name), ['normal', 'lesion'])
  const options = { layout: 'folder', groupBy: { kind: 'regex', pattern: /^frame-(?=(\d+))(\d+)/u } } as const
  await ImportService.importPaths(callIn(study), [at('data/images')], options, () => {})
  const patients = (await CatalogueService.patients(callIn(study))).map(({ patient }) => patient)
  await CatalogueService.setSplit(callIn(study), patients, 'train')
  await CatalogueService.setSplit(callIn(study), patients.slice(-1), 'validation')
  return study
}

const region = (from: number, to: number, side = SIDE) =>
  encodeMask({ width: side, height: side, data: new Uint8Array(side * side).fill(1, from, to) })

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await writePairs(at('data'), 4)
  await bareStudy('study')
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const names = async () => (await verifyStudy(engine.study.store)).map(({ name }) => name)

describe('a veto', () => {
  it('is listed, honoured while it stands, kept as history when taken back, and recorded each time', async () => {
    const call = callIn(engine.study)
    const first = await LabelService.addVeto(call, 1, region(0, 100))
    const whole = await LabelService.addVeto(call, 2, null)
    await LabelService.addVeto(call, 1, region(90, 200))
    const honoured = await LabelService.honouredVetoes(call.study, undefined)
    expect(honoured.byFrame.get(2)).toEqual({ what: 'whole', count: 1 })
    const { what, count } = honoured.byFrame.get(1) ?? {}
    expect(count).toBe(2)
    const joined = decodeMask(what as Uint8Array)
    expect(joined.data.filter((v) => v === 1)).toHaveLength(200)
    await LabelService.takeBackVeto(call, first)
    await LabelService.takeBackVeto(call, first)
    await LabelService.takeBackVeto(call, whole)
    const [taken, stands] = await LabelService.vetoesOf(call.study, 1)
    expect(taken).toMatchObject({ id: first, share: 100 / SIDE ** 2, takenBack: { reader: call.actor.name } })
    expect(stands).toMatchObject({ takenBack: null })
    expect([...(await LabelService.honouredVetoes(call.study, undefined)).byFrame.keys()]).toEqual([1])
    // A round that goes on has what it began with, whatever was taken back since.
    expect(await LabelService.honouredVetoes(call.study, honoured.ids)).toEqual(honoured)
    const trail = await call.study.store.db.selectFrom('audit').select(['action', 'subject']).execute()
    expect(trail.slice(-5)).toEqual([
      { action: 'veto', subject: 'frame:1' },
      { action: 'veto', subject: 'frame:2' },
      { action: 'veto', subject: 'frame:1' },
      { action: 'take-back-veto', subject: 'frame:1' },
      { action: 'take-back-veto', subject: 'frame:2' },
    ])
    expect(await names()).toEqual([])
  })

  it('of every part of a frame is one of the frame', async () => {
    const call = callIn(engine.study)
    await LabelService.addVeto(call, 1, region(0, 3000))
    await LabelService.addVeto(call, 1, region(3000, SIDE ** 2))
    expect((await LabelService.honouredVetoes(call.study, undefined)).byFrame.get(1)?.what).toBe('whole')
  })

  it('is refused where it says nothing that a round could heed', async () => {
    const call = callIn(engine.study)
    const refused = [
      [99, null, 'FRAME_NOT_FOUND'],
      // Its patient judges models.
      [4, null, 'HELD_OUT'],
      [1, region(0, 9, 40), 'BAD_MASK'],
      [1, region(0, 0), 'BAD_MASK'],
      [1, Uint8Array.of(7, 7), 'BAD_MASK'],
      // A few bytes that claim 65,536 × 65,536 px.
      [1, Uint8Array.of(1, 128, 128, 4, 128, 128, 4, 1, 1), 'BAD_MASK'],
    ] as const
    for (const [frame, bytes, code] of refused)
      await expect(LabelService.addVeto(call, frame, bytes)).rejects.toMatchObject({ code })
    expect(await call.study.store.db.selectFrom('veto').selectAll().execute()).toEqual([])
    await LabelService.declare(call, { frame: 1, base: 0, as: 'noLesion' })
    await expect(LabelService.addVeto(call, 1, null)).rejects.toMatchObject({
      reason: { name: 'vetoOfLabelled' },
    })
    await expect(LabelService.takeBackVeto(call, 5)).rejects.toMatchObject({ code: 'VETO_NOT_FOUND' })
  })

  it('is never changed or removed over a connection of the app, and the check finds who did it past it', async () => {
    const call = callIn(engine.study)
    await LabelService.addVeto(call, 1, region(0, 100))
    await LabelService.addVeto(call, 2, region(0, 50))
    await expect(call.study.store.db.deleteFrom('veto').execute()).rejects.toThrow(/append-only/)
    await engine.close()
    const by = new Database(at('study/catalogue.sqlite'))
    by.exec('DROP TRIGGER veto_no_update; DROP TRIGGER veto_no_delete')
    by.exec('UPDATE veto SET mask = zeroblob(9) WHERE id = 1; DELETE FROM veto WHERE id = 2')
    by.close()
    await engine.openStudy(at('study'))
    expect(await names()).toEqual(expect.arrayContaining(['vetoChanged', 'vetoNotAsRecorded', 'rowMissing']))
    await expect(LabelService.vetoesOf(engine.study, 1)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
    await expect(LabelService.honouredVetoes(engine.study, undefined)).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
    })
  })
})

describe('a round', () => {
  const settings = { batch: 2, size: 64, seed: 1, frameSide: null } as const
  const views = { weakCrop: 'random', unlabelled: { strong: [], mix: false } } as const

  it('leaves out a frame that is vetoed, blanks a region in its batches, and goes on with what it began with', async () => {
    const call = callIn(engine.study)
    const before = await collectRoundData(call.study)
    const byVeto = await LabelService.addVeto(call, 1, region(20 * SIDE, 50 * SIDE))
    await LabelService.addVeto(call, 2, null)
    const data = await collectRoundData(call.study)
    expect(before.unlabelled.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(data.unlabelled.map(({ id, veto }) => [id, veto !== undefined])).toEqual([
      ['1', true],
      ['3', false],
    ])
    expect(data.vetoes.count).toBe(2)
    const labelled = [{ path: before.all[3]?.path ?? '', mask: region(0, 9) }]
    const ignored = async ({ unlabelled }: typeof data) => {
      const queue = new BatchQueue({ ...settings, views, labelled, unlabelled: unlabelled.slice(0, 1) }, 6, 1)
      let count = 0
      for (let step = 0; step < 6; step++)
        count += (await queue.take(step)).unlabelled?.ignore.filter((value) => value === IGNORE).length ?? 0
      await queue.close()
      return count
    }
    expect(await ignored(data)).toBeGreaterThan((await ignored(before)) + 5000)
    await LabelService.takeBackVeto(call, byVeto)
    await LabelService.addVeto(call, 3, null)
    expect(await collectRoundData(call.study, { began: data.vetoes.ids })).toEqual(data)
    expect((await collectRoundData(call.study)).unlabelled.map(({ id }) => id)).toEqual(['1'])
    // A label says more than a veto: its frame is learned from as it is painted.
    await LabelService.declare(call, { frame: 2, base: 0, as: 'noLesion' })
    const labelledSince = await collectRoundData(call.study)
    expect(labelledSince.labelled.map(({ id }) => id)).toEqual(['2'])
    expect(labelledSince.vetoes.count).toBe(1)
  })
})

describe('vetoes', () => {
  it('come back with a backup, through compacting, and from another study, once', async () => {
    const mine = callIn(engine.study)
    await LabelService.addVeto(mine, 1, region(0, 100))
    const whole = await LabelService.addVeto(mine, 3, null)
    await LabelService.takeBackVeto(mine, await LabelService.addVeto(mine, 2, null))
    await KeepService.compact(mine.study)
    await KeepService.backUp(callIn(mine.study), at('backup.zip'))
    await KeepService.restore(at('backup.zip'), at('restored'))
    const restored = await engine.openStudy(at('restored'))
    expect((await LabelService.honouredVetoes(restored, undefined)).ids).toEqual([1, whole])
    expect(await names()).toEqual([])

    const other = await bareStudy('other')
    await LabelService.addVeto(callIn(other), 1, region(0, 100))
    await LabelService.addVeto(callIn(other), 1, region(500, 600))
    await KeepService.mergeStudy(callIn(other), at('study'))
    const union = await LabelService.honouredVetoes(other, undefined)
    expect([...union.byFrame.keys()].sort()).toEqual([1, 3])
    expect(union.ids).toHaveLength(3)
    // What came from there and was taken back here does not come again.
    await LabelService.takeBackVeto(callIn(other), union.ids.at(-1) ?? 0)
    await KeepService.mergeStudy(callIn(other), at('study'))
    expect((await LabelService.honouredVetoes(other, undefined)).ids).toHaveLength(2)
    expect(await names()).toEqual([])
  })
})

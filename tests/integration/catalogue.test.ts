import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import type { FrameFilter } from '../../src/shared/contract/frames.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const FRAMES = 5000
const place = temporaryFolder()
let engine: Engine
let study: OpenStudy
beforeAll(async () => {
  engine = testEngine(place.path)
  study = await engine.createStudy(join(place.path, 'study'), ['normal', 'benign', 'malignant'])
  insertMadeUpFrames(study.store, FRAMES)
  study.index.drop()
})
afterAll(async () => {
  await engine.close()
  place.remove()
})

/** The same question put to the tables. */
const sqlIds = (condition: string) =>
  inTables<{ id: number }>(
    study.store.folder,
    `SELECT frame.id FROM frame JOIN examination e ON e.id = frame.examination_id JOIN patient p ON p.id = e.patient_id
       WHERE ${condition}`,
  ).map(({ id }) => id)
/** Labelled, as the catalogue stores it; and held-out frames tell nothing of a model before they are. */
const LABELLED = 'state IN (2, 3)'
const TOLD = `(p.split = 'train' OR ${LABELLED})`
const found = (filter: FrameFilter) => study.index.ids(filter, undefined)
const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)

describe('finding', () => {
  it.each<[FrameFilter, string]>([
    [{}, 'hidden = 0'],
    [{ hidden: true }, 'hidden = 1'],
    [{ modality: 'NBI', labelled: true }, `hidden = 0 AND modality = 'NBI' AND ${LABELLED}`],
    [{ painted: [2] }, 'hidden = 0 AND painted & 4'],
    [{ seen: [1, 2] }, `hidden = 0 AND predicted & 2 AND predicted & 4 AND ${TOLD}`],
    [{ labelled: false, predicted: true }, `hidden = 0 AND NOT ${LABELLED} AND predicted > 0 AND ${TOLD}`],
    [{ split: 'test' }, `hidden = 0 AND p.split = 'test'`],
    [{ patient: 'P7', examination: 'E2' }, `hidden = 0 AND p.code = 'P7' AND e.code = 'E2'`],
    [{ disagreement: 0.5 }, `hidden = 0 AND disagreement >= 500 AND ${LABELLED}`],
    [{ states: ['skipped', 'inProgress'] }, 'hidden = 0 AND state IN (1, 4)'],
    [
      { from: '2016-01-01', to: '2016-03-31' },
      `hidden = 0 AND captured_on BETWEEN '2016-01-01' AND '2016-03-31'`,
    ],
    [{ device: 2 }, 'hidden = 0 AND device_id = 2'],
    [
      { tag: 'teaching' },
      `hidden = 0 AND frame.id IN (SELECT frame_id FROM frame_tag JOIN tag ON tag.id = tag_id WHERE name = 'teaching')`,
    ],
    [{ search: 'Benign_NBI_1' }, `hidden = 0 AND (frame.name LIKE '%benign\\_nbi\\_1%' ESCAPE '\\')`],
    [
      { search: 'left vocal' },
      `hidden = 0 AND frame.id IN (SELECT frame_id FROM note WHERE text LIKE '%left vocal%')`,
    ],
    [{ search: '% _"*' }, '0'],
  ])('%o finds what the tables hold', (filter, condition) => {
    const ids = found(filter)
    expect(sorted(ids)).toEqual(sorted(sqlIds(condition)))
    expect(study.index.count(filter)).toBe(ids.length)
  })

  it('orders patients as people count, and sorts by what is asked', async () => {
    const { frames } = await CatalogueService.page(callIn(study), {}, undefined, 0, 500)
    const patients = [...new Set(frames.map((f) => f.patient))]
    expect(patients.slice(0, 4)).toEqual(['P1', 'P2', 'P3', 'P4'])
    const worst = study.index.ids({}, { by: 'disagreement', descending: true }).slice(0, 50)
    const perMille = (id: number) =>
      inTables(study.store.folder, 'SELECT disagreement FROM frame WHERE id = ?', id)
    expect(worst.map(perMille)).toEqual(
      sqlIds(`hidden = 0 AND ${LABELLED} ORDER BY disagreement DESC NULLS LAST LIMIT 50`).map(perMille),
    )
    const all = study.index.ids({ modality: 'WLI' }, { by: 'name', descending: false })
    expect(all).toEqual(sqlIds(`hidden = 0 AND modality = 'WLI' ORDER BY name`))
  })

  it('gives a frame its neighbours under filter and order', async () => {
    const filter: FrameFilter = { labelled: true }
    const sort = { by: 'captured', descending: true } as const
    const ids = study.index.ids(filter, sort)
    const there = await CatalogueService.frame(callIn(study), ids[7] ?? 0, filter, sort)
    expect(there).toMatchObject({ position: 7, previous: ids[6], next: ids[8], total: ids.length })
    const outside = found({ labelled: false })[0] ?? 0
    expect(await CatalogueService.frame(callIn(study), outside, filter, sort)).toMatchObject({
      position: -1,
      next: ids[0],
    })
  })
})

describe('marking many', () => {
  it('tags, hides and corrects the light, and takes each back', async () => {
    const before = found({})
    const chosen = before.slice(10, 40)
    const { marks } = CatalogueService
    const unsure = found({ tag: 'unsure' })
    const tagged = await marks.addTag(callIn(study), chosen, 'unsure')
    expect(found({ tag: 'unsure' })).toEqual(expect.arrayContaining(chosen))
    await marks.undo(callIn(study), tagged.action)
    expect(found({ tag: 'unsure' })).toEqual(unsure)
    const hidden = await marks.hide(callIn(study), chosen, true)
    expect(found({})).toHaveLength(before.length - chosen.length)
    await marks.undo(callIn(study), hidden.action)
    await marks.undo(callIn(study), hidden.action)
    expect(found({})).toEqual(before)
    const nbi = found({ modality: 'NBI' })
    const corrected = await marks.setModality(callIn(study), chosen, 'other')
    expect(found({ modality: 'other' })).toEqual(chosen)
    await marks.undo(callIn(study), corrected.action)
    expect(found({ modality: 'NBI' })).toEqual(nbi)
    const linked = await marks.link(callIn(study), chosen.slice(0, 2), true)
    const [one] = (await CatalogueService.page(callIn(study), {}, undefined, 10, 1)).frames
    expect(found({ lesion: one?.lesion ?? '' })).toEqual(chosen.slice(0, 2))
    await marks.undo(callIn(study), linked.action)
  })

  it('moves frames to a patient by hand, takes it back, and never over the split once a round has learned', async () => {
    const { marks } = CatalogueService
    const own = found({ patient: 'P1' }).slice(0, 3)
    const before = found({ patient: 'P1' })
    const moved = await marks.assign(callIn(study), own, { patient: 'New one', examination: '2026' })
    expect(found({ patient: 'New one', examination: '2026' })).toEqual(own)
    const [first] = (await CatalogueService.page(callIn(study), { patient: 'New one' }, undefined, 0, 1))
      .frames
    expect(first?.split).toBe('train')
    await marks.undo(callIn(study), moved.action)
    expect(found({ patient: 'P1' })).toEqual(before)
    const other = found({ split: 'test' })[0] ?? 0
    const apart = marks.assign(callIn(study), [...own, other], { patient: 'Another', examination: '1' })
    await expect(apart).rejects.toMatchObject({ code: 'WRONG_USAGE' })
    const empty = { seconds_per_step: null, message: null, model_id: null, verdict: null, ended_at: null }
    await study.store.db
      .insertInto('run')
      .values({ id: 'r', state: 'finished', config: '{}', step: 10, started_at: '', ...empty })
      .execute()
    const leak = marks.assign(callIn(study), [other], { patient: 'P1', examination: 'E1' })
    await expect(leak).rejects.toMatchObject({ code: 'SPLIT_VIOLATED' })
    await study.store.db.deleteFrom('run').execute()
  })

  it('finds words of a note as soon as it is written', async () => {
    const [first = 0] = found({})
    await CatalogueService.marks.writeNote(callIn(study), first, 'Ödem am Stimmband, unklar')
    expect(found({ search: 'odem stimm' })).toEqual([first])
    await CatalogueService.marks.writeNote(callIn(study), first, '')
    expect(found({ search: 'odem stimm' })).toEqual([])
  })

  it('keeps searches by name', async () => {
    const { searches } = CatalogueService
    await searches.save(callIn(study), 'to review', { disagreement: 0.5 })
    const [kept] = await searches.save(callIn(study), 'to review', { disagreement: 0.7 })
    expect(kept).toMatchObject({ name: 'to review', filter: { disagreement: 0.7 } })
    expect(await searches.remove(callIn(study), kept?.id ?? 0)).toEqual([])
  })
})

describe('frames that look alike', () => {
  it('are grouped over chains of small differences, and no others are', async () => {
    const ids = study.index.ids({}, undefined).slice(100, 106)
    const hashes = [
      '0000000000000000',
      '0000000000000007',
      '0000000000000038',
      'ffffffffffffffff',
      'ffffffffffff00ff',
      'ffffffffffffffff',
    ]
    await study.store.db.updateTable('frame').set({ likeness: null }).execute()
    for (const [i, likeness] of hashes.entries())
      await study.store.db
        .updateTable('frame')
        .set({ likeness })
        .where('id', '=', ids[i] ?? 0)
        .execute()
    const groups = await CatalogueService.nearDuplicates(study)
    expect(groups.map(({ frames }) => frames)).toEqual([
      sorted([ids[0] ?? 0, ids[1] ?? 0, ids[2] ?? 0]),
      sorted([ids[3] ?? 0, ids[5] ?? 0]),
    ])
  })
})

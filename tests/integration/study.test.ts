import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { decodeMask, encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { project } from '../support/places.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const folder = temporaryFolder
let place: ReturnType<typeof folder>
let engine: Engine
let studyFolder: string

beforeEach(async () => {
  place = folder()
  studyFolder = join(place.path, 'study')
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 4 })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const square = (value: number) => encodeMask({ width: 3, height: 3, data: new Uint8Array(9).fill(value) })

describe('painting', () => {
  it('saves a stroke once, however often it is sent', async () => {
    const stroke = { frame: 1, stroke: 'stroke-one', base: 1, x: 60, y: 60, patch: square(1) }
    const first = await LabelService.paint(callIn(engine.study), stroke)
    const again = await LabelService.paint(callIn(engine.study), stroke)
    expect(again).toEqual(first)
    expect(first.revision).toBe(2)
    const { bytes } = await LabelService.mask(engine.study, first.layer)
    expect(decodeMask(bytes).data[60 * 72 + 60]).toBe(1)
  })

  it('knows what a mask was before, and never turns round on what was taken back', async () => {
    const { study } = engine
    const paint = (n: number, restores: number | null, value: number) =>
      LabelService.paint(callIn(study), {
        frame: 1,
        stroke: `stroke-${n}`,
        base: n,
        x: 0,
        y: 0,
        patch: square(value),
        restores,
      })
    const { layer } = await paint(1, null, 1)
    await paint(2, null, 0)
    await paint(3, 2, 1)
    const older = async (revision: number) =>
      (await LabelService.before(callIn(study), layer, revision))?.revision ?? null
    // 1 import, 2 and 3 strokes, 4 brings 2 back.
    expect(await Promise.all([4, 3, 2, 1, 0, 9].map(older))).toEqual([1, 2, 1, 0, null, null])
    await paint(4, null, 0)
    expect(await older(5)).toBe(2)
    expect((await LabelService.list(callIn(study), 1))[0]).toMatchObject({ revision: 5, shows: 5 })
    await paint(5, 2, 1)
    expect((await LabelService.list(callIn(study), 1))[0]).toMatchObject({ revision: 6, shows: 2 })
    const first = await LabelService.before(callIn(study), layer, 1)
    expect(decodeMask(first?.bytes ?? new Uint8Array()).data.every((v) => v === 0)).toBe(true)
    // What is not there yet cannot be brought back.
    await paint(6, 99, 1)
    expect((await LabelService.list(callIn(study), 1))[0]).toMatchObject({ revision: 7, shows: 7 })
  })

  it('refuses a stroke that does not know the newest revision, an unknown class and a place outside', async () => {
    const stroke = { frame: 1, stroke: 'stroke-two', base: 0, x: 0, y: 0, patch: square(1) }
    await expect(LabelService.paint(callIn(engine.study), stroke)).rejects.toMatchObject({
      code: 'STALE_REVISION',
    })
    await expect(
      LabelService.paint(callIn(engine.study), { ...stroke, base: 1, patch: square(7) }),
    ).rejects.toMatchObject({ code: 'BAD_MASK' })
    await expect(
      LabelService.paint(callIn(engine.study), { ...stroke, base: 1, x: 71 }),
    ).rejects.toMatchObject({
      code: 'BAD_MASK',
    })
    await expect(LabelService.paint(callIn(engine.study), { ...stroke, frame: 99 })).rejects.toMatchObject({
      code: 'FRAME_NOT_FOUND',
    })
    expect((await LabelService.list(callIn(engine.study), 1))[0]?.revision).toBe(1)
  })
})

describe('opening', () => {
  it('lets one engine write and tells the second who holds the study', async () => {
    const second = testEngine(place.path)
    const study = await second.openStudy(studyFolder)
    expect(study.store.readOnly).toMatchObject({ name: 'openElsewhere', values: { pid: process.pid } })
    await expect(
      LabelService.paint(callIn(study), {
        frame: 1,
        stroke: 'stroke-two',
        base: 1,
        x: 0,
        y: 0,
        patch: square(1),
      }),
    ).rejects.toMatchObject({ code: 'READ_ONLY' })
    await second.close()
    await engine.close()
    expect((await second.openStudy(studyFolder)).store.readOnly).toBeNull()
    await second.close()
  })

  it.each(['exit', 'idleness', 'error'])(
    'opens after a process that ended by %s with it open',
    async (how) => {
      await engine.close()
      const script = join(project, 'tests/support/endsWithStudyOpen.ts')
      const { status } = spawnSync(process.execPath, [script, studyFolder, place.path, how])
      expect(status).toBe(how === 'error' ? 1 : 0)
      const { store } = await engine.openStudy(studyFolder)
      expect(store.readOnly).toBeNull()
      expect(inTables(studyFolder, 'SELECT name FROM tag')).toEqual([{ name: `ended by ${how}` }])
      expect(await verifyStudy(store)).toEqual([])
    },
  )

  it('opens a study of a newer version to look at, with a sentence', async () => {
    await engine.close()
    const database = new Database(join(studyFolder, 'catalogue.sqlite'))
    database.pragma('user_version = 9999')
    database.close()
    const study = await engine.openStudy(studyFolder)
    expect(study.store.readOnly?.name).toBe('writtenByNewer')
    expect((await CatalogueService.info(study)).frames).toBe(4)
  })

  it('leaves the open study open where another does not open or cannot be made', async () => {
    const { study } = engine
    await expect(engine.openStudy(place.path)).rejects.toMatchObject({ code: 'STUDY_NOT_FOUND' })
    expect(engine.study).toBe(study)
    await expect(engine.createStudy(studyFolder, ['a', 'b'])).rejects.toMatchObject({ code: 'STUDY_EXISTS' })
    expect(engine.study).toBe(study)
    mkdirSync(join(place.path, 'damaged'))
    writeFileSync(join(place.path, 'damaged/catalogue.sqlite'), 'no catalogue'.repeat(100))
    await expect(engine.openStudy(join(place.path, 'damaged'))).rejects.toMatchObject({
      code: 'STUDY_DAMAGED',
    })
    expect(engine.study).toBe(study)
    expect((await CatalogueService.info(engine.study)).frames).toBe(4)
    const stroke = { frame: 1, stroke: 'stroke-one', base: 1, x: 60, y: 60, patch: square(1) }
    await expect(LabelService.paint(callIn(engine.study), stroke)).resolves.toMatchObject({ revision: 2 })
  })

  it('goes on with the study that is open when it is opened again, by whatever path', async () => {
    const { study } = engine
    symlinkSync(studyFolder, join(place.path, 'link'))
    expect(await engine.openStudy(join(place.path, 'link'))).toBe(study)
    expect(await engine.openStudy(studyFolder)).toBe(study)
  })

  it('has one study open, with the right to write, after several were opened at once', async () => {
    const other = join(place.path, 'other')
    await engine.createStudy(other, ['a', 'b'])
    const opened = await Promise.all([studyFolder, other, studyFolder, other].map((f) => engine.openStudy(f)))
    expect(opened.map(({ store }) => store.readOnly)).toEqual([null, null, null, null])
    expect(engine.study).toBe(opened[3])
    // The one that is not open any more is free for others.
    const second = testEngine(place.path)
    expect((await second.openStudy(studyFolder)).store.readOnly).toBeNull()
    await second.close()
  })

  it('says what is wrong with no study, a damaged one, and one that exists', async () => {
    await expect(engine.openStudy(place.path)).rejects.toMatchObject({ code: 'STUDY_NOT_FOUND' })
    await expect(engine.createStudy(studyFolder, ['a', 'b'])).rejects.toMatchObject({ code: 'STUDY_EXISTS' })
    await engine.close()
    writeFileSync(
      join(studyFolder, 'catalogue.sqlite'),
      'this is no database, it is a text of some length '.repeat(50),
    )
    await expect(engine.openStudy(studyFolder)).rejects.toMatchObject({ code: 'STUDY_DAMAGED' })
  })

  it('writes with full synchronisation', () => {
    const { db } = engine.study.store
    return expect(
      import('kysely').then(({ sql }) =>
        sql<{ synchronous: number }>`pragma synchronous`.execute(db).then((r) => r.rows[0]?.synchronous),
      ),
    ).resolves.toBe(2)
  })
})

describe('verify', () => {
  it('finds nothing in a sound study, and names what was changed by hand', async () => {
    expect(await verifyStudy(engine.study.store)).toEqual([])
    await engine.close()
    const database = new Database(join(studyFolder, 'catalogue.sqlite'))
    expect(() => database.exec("update audit set actor = 'someone else' where seq = 1")).toThrow(
      'append-only',
    )
    database.exec("drop trigger audit_no_update; update audit set actor = 'someone else' where seq = 1")
    database.close()
    const [aa] = readdirSync(join(studyFolder, 'frames'))
    const [original] = readdirSync(join(studyFolder, 'frames', aa ?? ''))
    writeFileSync(join(studyFolder, 'frames', aa ?? '', original ?? ''), 'changed')
    await engine.openStudy(studyFolder)
    const problems = await verifyStudy(engine.study.store)
    expect(problems.map(({ name }) => name)).toContain('frameFileChanged')
    expect(problems).toContainEqual({ name: 'auditBroken', values: { row: 1 } })
  })
})

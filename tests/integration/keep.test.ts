import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, project } from '../support/places.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const CLASSES = ['normal', 'lesion']
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const at = (...names: string[]) => join(place.path, ...names)

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await writePairs(at('data'), 6)
  await engine.createStudy(at('study'), CLASSES)
  await ImportService.importPaths(callIn(engine.study), [at('data')], { layout: 'auto' }, () => {})
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const firstOriginal = (study: string) => {
  const [aa = ''] = readdirSync(at(study, 'frames')).sort()
  const [name = ''] = readdirSync(at(study, 'frames', aa))
  return at(study, 'frames', aa, name)
}

describe('backup', () => {
  it('holds the whole study, comes back sound, and mends a damaged original', async () => {
    const before = await CatalogueService.info(engine.study)
    const made = await KeepService.backUp(callIn(engine.study), at('backup.zip'))
    expect(made.files).toBe(1 + before.frames)
    const original = firstOriginal('study')
    const bytes = readFileSync(original)
    writeFileSync(original, bytes.subarray(0, bytes.length / 2))
    expect(await verifyStudy(engine.study.store)).toHaveLength(1)
    const mended = await KeepService.repair(engine.study, at('backup.zip'))
    expect(mended).toMatchObject({ repaired: [expect.stringContaining('frames/') as unknown], missing: [] })
    expect(await verifyStudy(engine.study.store)).toEqual([])
    await KeepService.restore(at('backup.zip'), at('restored'))
    const back = await engine.openStudy(at('restored'))
    expect(await verifyStudy(back.store)).toEqual([])
    expect(await CatalogueService.info(back)).toMatchObject({ frames: 6, labelled: 6, patients: 3 })
  })

  it('is refused where it is damaged or the folder is not empty, and leaves nothing behind', async () => {
    await KeepService.backUp(callIn(engine.study), at('backup.zip'))
    await expect(KeepService.restore(at('backup.zip'), at('data'))).rejects.toMatchObject({
      code: 'STUDY_EXISTS',
    })
    await expect(KeepService.restore(at('data/manifest.csv'), at('new'))).rejects.toMatchObject({
      code: 'STUDY_NOT_FOUND',
    })
    const bytes = readFileSync(at('backup.zip'))
    const middle = Math.floor(bytes.length / 2)
    bytes.fill(7, middle, middle + 400)
    writeFileSync(at('backup.zip'), bytes)
    await expect(KeepService.restore(at('backup.zip'), at('new'))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
    })
    expect(readdirSync(place.path).filter((name) => name.startsWith('new'))).toEqual([])
  })
})

describe('what is there already', () => {
  const others = (...kept: string[]) =>
    readdirSync(place.path).filter((name) => !name.startsWith('recent.json') && !kept.includes(name))

  it('is never overwritten by a backup', async () => {
    writeFileSync(at('photos.zip'), 'holiday')
    writeFileSync(at('backup.zip.writing'), 'somebody else writes')
    const before = others()
    await expect(KeepService.backUp(callIn(engine.study), at('photos.zip'))).rejects.toMatchObject({
      reason: { name: 'backupThereAlready', values: { file: at('photos.zip') } },
    })
    expect(readFileSync(at('photos.zip'), 'utf8')).toBe('holiday')
    expect(others()).toEqual(before)
    await KeepService.backUp(callIn(engine.study), at('backup.zip'))
    expect(readFileSync(at('backup.zip.writing'), 'utf8')).toBe('somebody else writes')
    expect(others(...before)).toEqual(['backup.zip'])
  })

  it('is left alone by a backup that has no place, and the reason names that place', async () => {
    const before = others()
    for (const file of [at('nowhere/b.zip'), at('data/manifest.csv/b.zip')])
      await expect(KeepService.backUp(callIn(engine.study), file)).rejects.toMatchObject({
        reason: { name: 'backupNotWritten', values: { file } },
      })
    expect(others()).toEqual(before)
  })

  it('is left alone by a backup that cannot read a file of the study', async () => {
    const before = others()
    const gone = firstOriginal('study')
    await expect(
      KeepService.backUp(callIn(engine.study), at('backup.zip'), undefined, (done) => {
        if (done === 2) rmSync(gone)
      }),
    ).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' })
    expect(others()).toEqual(before)
  })

  it('is never removed by bringing a backup back', async () => {
    await KeepService.backUp(callIn(engine.study), at('backup.zip'))
    mkdirSync(at('new.restoring'))
    writeFileSync(at('new.restoring/thesis.txt'), 'mine')
    await KeepService.restore(at('backup.zip'), at('new'))
    expect(readFileSync(at('new.restoring/thesis.txt'), 'utf8')).toBe('mine')
    writeFileSync(at('file'), 'mine')
    await expect(KeepService.restore(at('backup.zip'), at('file'))).rejects.toMatchObject({
      reason: { name: 'restoreIntoNew' },
    })
    expect(readFileSync(at('file'), 'utf8')).toBe('mine')
    expect(others().filter((name) => name.includes('.restoring'))).toEqual(['new.restoring'])
  })
})

describe.skipIf(!hasBuild)('a study that does not open', () => {
  const said = (...args: string[]) =>
    spawnSync(process.execPath, [join(project, 'out/main/loco.js'), 'study', ...args], {
      env: { ...process.env, LC_ALL: 'C', LOCO_DATA_HOME: at('home') },
      encoding: 'utf8',
    })

  it('is brought back from the command line with a copy, which its trail tells', async () => {
    await engine.close()
    copyFileSync(at('study/catalogue.sqlite'), at('study/catalogue-before-70.sqlite'))
    truncateSync(at('study/catalogue.sqlite'))
    for (const command of ['verify', 'info']) {
      const { status, stderr } = said(command, at('study'))
      expect(status).not.toBe(0)
      expect(stderr).toMatch(/does not open. Its copy catalogue-before-70.sqlite of .* can be opened instead/)
    }
    const listed = said('recover', at('study'))
    expect(listed.stdout).toMatch(/is empty.*\n--copy catalogue-before-70.sqlite {2}of .*, 6 frames/)
    const recovered = said('recover', at('study'), '--copy', 'catalogue-before-70.sqlite')
    expect(recovered.stdout).toMatch(/6 frames of 3 patients.*\n.*\nThe damaged catalogue lies in .*damaged-/)
    const study = await engine.openStudy(at('study'))
    expect(await verifyStudy(study.store)).toEqual([])
    const told = await study.store.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'recover')
      .execute()
    expect(told).toEqual([{ detail: expect.stringContaining('before-70') as unknown }])
  })
})

describe('checkpoints', () => {
  const FILE = 'runs/run-1/checkpoint-00000010.safetensors'
  beforeEach(async () => {
    mkdirSync(at('study/runs/run-1'), { recursive: true })
    for (const name of [FILE, `${FILE}.sha256`, 'runs/run-1/log.jsonl'])
      writeFileSync(at('study', name), name)
    const { store, classes } = engine.study
    const config = { settings: { classes: classes.length }, options: { backbone: 'efficientnet-lite0' } }
    await store.db
      .insertInto('run')
      .values({
        id: 'run-1',
        state: 'paused',
        config: JSON.stringify(config),
        step: 10,
        seconds_per_step: null,
        message: 'Paused.',
        model_id: null,
        verdict: null,
        started_at: '2026-01-01',
        ended_at: null,
      })
      .execute()
  })

  it('stay out of a backup, whose rounds say so and cannot be resumed', async () => {
    const { frames } = await CatalogueService.info(engine.study)
    expect((await KeepService.backUp(callIn(engine.study), at('small.zip'))).files).toBe(1 + frames + 1)
    await KeepService.restore(at('small.zip'), at('restored'))
    const study = await engine.openStudy(at('restored'))
    expect(readdirSync(at('restored/runs/run-1')).sort()).toEqual(['checkpoints-left-out', 'log.jsonl'])
    expect(await verifyStudy(study.store)).toEqual([])
    const [round] = await engine.training.rounds()
    expect(round).toMatchObject({
      state: 'paused',
      message: { name: 'checkpointsLeftOut' },
    })
    await expect(engine.training.resume(me, 'run-1')).rejects.toThrow(/cannot be resumed; start a new round/)
    // A backup of the backup says so as well.
    await KeepService.backUp(callIn(study), at('again.zip'))
    await KeepService.restore(at('again.zip'), at('restored-again'))
    await engine.openStudy(at('restored-again'))
    await expect(engine.training.resume(me, 'run-1')).rejects.toThrow(/left out of the backup/)
  })

  it('are in it where they are asked for', async () => {
    await KeepService.backUp(callIn(engine.study), at('whole.zip'), { checkpoints: true })
    await KeepService.restore(at('whole.zip'), at('restored'))
    expect(readFileSync(at('restored', FILE), 'utf8')).toBe(FILE)
    await engine.openStudy(at('restored'))
    expect((await engine.training.rounds())[0]?.message).toMatchObject({ name: 'plain' })
  })
})

describe('merging', () => {
  it('brings in what is new, keeps both masks where two differ, and parts no patient', async () => {
    const here = me.name
    await engine.createStudy(at('other'), CLASSES)
    await writePairs(at('more'), 8)
    // The same frames, one of them with another mask.
    writeFileSync(at('more/masks/frame-00.png'), readFileSync(at('more/masks/frame-03.png')))
    await ImportService.importPaths(callIn(engine.study), [at('more')], { layout: 'auto' }, () => {})
    const [first] = engine.study.index.ids({}, undefined)
    await CatalogueService.marks.addTag(callIn(engine.study), [first ?? 0], 'teaching')
    await CatalogueService.marks.writeNote(callIn(engine.study), first ?? 0, 'seen before')
    await engine.openStudy(at('study'))
    const report = await KeepService.mergeStudy(callIn(engine.study), at('other'))
    expect(report).toMatchObject({ added: 2, duplicates: 6, masks: 3, conflicts: 1 })
    expect(await CatalogueService.choices(engine.study)).toMatchObject({
      tags: [{ name: 'teaching', frames: 1 }],
      readers: [here, `${here} (merged)`],
    })
    expect(await KeepService.mergeStudy(callIn(engine.study), at('other'))).toMatchObject({
      added: 0,
      masks: 0,
      conflicts: 0,
    })
    expect(await verifyStudy(engine.study.store)).toEqual([])
  })
})

describe('compaction', () => {
  it('bounds the thumbnails and keeps every original', async () => {
    const { freedBytes } = await KeepService.compact(engine.study, 0)
    expect(freedBytes).toBeGreaterThan(0)
    expect(await verifyStudy(engine.study.store)).toEqual([])
    const [first] = engine.study.index.ids({}, undefined)
    expect((await CatalogueService.image(engine.study, first ?? 0, 'thumbnail')).size).toBeGreaterThan(100)
  })
})

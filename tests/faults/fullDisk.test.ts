import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ExportService } from '../../src/main/engine/export/ExportService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { openStore } from '../../src/main/engine/store/openStore.ts'
import { failureOf } from '../../src/main/engine/store/sqliteFailure.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { Failure } from '../../src/shared/contract/failure.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { times } from '../support/counts.ts'
import { leaveInLog, rowsOf, thaw } from '../support/frozenCatalogues.ts'
import { callIn } from '../support/me.ts'
import { canMount, smallDisk } from '../support/smallDisk.ts'
import { studyOfFrames, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { isClear, NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'

const random = streamFor(4, 'full disk')
const place = temporaryFolder()
const disk = () => join(place.path, 'disk')
const study = () => join(disk(), 'study')
const catalogue = () => join(study(), 'catalogue.sqlite')
let small: ReturnType<typeof smallDisk>
let engine: Engine
let strokes = 0

beforeAll(async () => {
  if (!canMount) return
  small = smallDisk(disk(), '8m')
  // The engine's own files lie elsewhere.
  engine = testEngine(join(place.path, 'home'))
  await studyOfFrames(engine, place.path, { count: 6, side: 48 })
  await engine.close()
  cpSync(join(place.path, 'study'), study(), { recursive: true })
})
afterEach(async () => {
  await engine?.close()
  small?.empty()
})
afterAll(() => {
  small?.remove()
  place.remove()
})

/** Paints on the first frame; returns the revision that was acknowledged. */
async function paint(of: OpenStudy): Promise<number> {
  const data = new Uint8Array(40 * 40).map(() => Math.floor(random() * 3))
  const patch = encodeMask({ width: 40, height: 40, data })
  const [own] = await LabelService.list(callIn(of), 1)
  const stroke = { frame: 1, stroke: `stroke-${++strokes}`, base: own?.revision ?? 0, x: 0, y: 0, patch }
  return (await LabelService.paint(callIn(of), stroke)).revision
}

const newest = async (of: OpenStudy) => (await LabelService.list(callIn(of), 1))[0]?.revision ?? 0

/** What a kill would leave: catalogue and log, while the study is open. */
async function leaveKilled(): Promise<void> {
  await engine.openStudy(study())
  await paint(engine.study)
  const kept = join(place.path, 'left')
  for (const end of ['', '-wal']) copyFileSync(`${catalogue()}${end}`, `${kept}${end}`)
  await engine.close()
  for (const end of ['', '-wal']) copyFileSync(`${kept}${end}`, `${catalogue()}${end}`)
}

/** All files on the disk but what may come and go. */
const files = () =>
  readdirSync(disk(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(disk().length + 1))
    .filter((file) => !/ballast|writer|-shm$|cache/.test(file))
    .sort()

describe.skipIf(!canMount)('a full disk', () => {
  it('takes nothing that was painted, says so, and is painted on again when there is space', {
    timeout: 120_000,
  }, async () => {
    const tally = tallyOf('a disk that fills up while strokes are painted')
    await engine.openStudy(study())
    const rounds = times(2, 20)
    for (let round = 0; round < rounds; round++) {
      let acknowledged = await newest(engine.study)
      small.fill(0)
      // What the log has room for is taken still.
      const refused = await (async () => {
        for (let n = 0; n < 400; n++) acknowledged = await paint(engine.study)
      })().catch((error: unknown) => error)
      tally.tried++
      if (!(isClear(refused) && (refused as Failure).code === 'DISK_FULL')) tally.unclear++
      tally.lost += Math.max(0, acknowledged - (await newest(engine.study)))
      small.empty()
      expect(await paint(engine.study)).toBe(acknowledged + 1)
    }
    expect(await verifyStudy(engine.study.store)).toEqual([])
    expect(tally).toEqual({ tried: rounds, ...NOTHING_WRONG })
  })

  it('lets a study be looked at, and written to again by itself when there is space', {
    timeout: 120_000,
  }, async () => {
    const tally = tallyOf('a study opened on a full disk')
    for (const leave of [async () => {}, leaveKilled]) {
      await leave()
      small.fill(0)
      const opened = await engine.openStudy(study())
      tally.tried++
      const { readOnly } = opened.store
      expect(readOnly?.name).toMatch(/^disk(Full|Refuses)$/)
      if (readOnly && !saysWhat(readOnly)) tally.unclear++
      expect((await CatalogueService.info(opened)).frames).toBe(6)
      const before = await newest(opened)
      expect(before).toBe(lastOf(catalogue()))
      await expect(paint(opened)).rejects.toMatchObject({ code: 'DISK_FULL' })
      small.empty()
      await expect.poll(() => engine.study.store.readOnly, { timeout: 20_000 }).toBeNull()
      expect(await paint(engine.study)).toBe(before + 1)
      // Signed as ever: nothing is noted, of which this machine could not tell who wrote it.
      expect(await KeepService.verify(engine.study)).toEqual({ problems: [], notes: [] })
      await engine.close()
    }
    expect(tally).toEqual({ tried: 2, ...NOTHING_WRONG })
  })

  it('lets a study be looked at where there is room to open it, but none for what opening writes', {
    timeout: 120_000,
  }, async () => {
    const tally = tallyOf('a study opened on a nearly full disk, on another machine')
    const spaces = times(20, 40)
    for (let n = 0; n < spaces; n++) {
      small.fill(Math.floor((n * 160_000) / spaces))
      // It has not seen the study yet, so every row is sealed anew.
      const another = testEngine(join(place.path, `another-${n}`))
      tally.tried++
      const opened = await another.openStudy(study()).catch((error: unknown) => error)
      if (opened instanceof Error) tally.unclear++
      else {
        const { readOnly } = another.study.store
        if (readOnly !== null) expect(readOnly.name).toMatch(/^disk(Full|Refuses)$/)
        if (readOnly && !saysWhat(readOnly)) tally.unclear++
        expect((await CatalogueService.info(another.study)).frames).toBe(6)
      }
      await another.close()
      small.empty()
    }
    expect(tally).toEqual({ tried: spaces, ...NOTHING_WRONG })
  })

  it('takes no new study, and no folder that was made for it stays', async () => {
    small.fill(0)
    await expect(
      engine.createStudy(join(disk(), 'new', 'below'), ['normal', 'lesion']),
    ).rejects.toMatchObject({
      code: 'DISK_FULL',
    })
    expect(existsSync(join(disk(), 'new'))).toBe(false)
  })

  it('takes no backup, keeps nothing of one, and the engine goes on', async () => {
    const tally = tallyOf('a backup onto a full disk')
    await engine.openStudy(study())
    const before = files()
    const home = join(place.path, 'home-disk')
    for (let n = 0; n < times(2, 20); n++) {
      const other = smallDisk(home, '1m')
      try {
        if (n % 2 === 0) other.fill(0)
        const refused = await KeepService.backUp(callIn(engine.study), join(home, 'b.zip')).catch(
          (e: unknown) => e,
        )
        tally.tried++
        if (refused instanceof Failure && refused.code === 'DISK_FULL') {
          expect(refused.reason.name).toBe('backupDiskFull')
          expect(readdirSync(home).filter((file) => file !== 'ballast')).toEqual([])
        } else if (n % 2 === 0) tally.unclear++
      } finally {
        other.remove()
      }
    }
    expect(files()).toEqual(before)
    await expect(paint(engine.study)).resolves.toBeGreaterThan(0)
    expect(tally).toEqual({ tried: times(2, 20), ...NOTHING_WRONG })
  })

  it('refuses whatever is asked of a study with a sentence, and does it when there is space', {
    timeout: 240_000,
  }, async () => {
    const tally = tallyOf('whatever is asked of a study on a full disk')
    await writePairs(join(place.path, 'more'), 12, 64)
    const backup = join(place.path, 'whole.zip')
    const of = await engine.openStudy(study())
    await KeepService.backUp(callIn(of), backup)
    const out = join(disk(), 'out')
    const sight = { filter: {}, images: true, pseudonyms: false, layer: 'reader' } as const
    const asked: Record<string, () => Promise<unknown>> = {
      import: () =>
        ImportService.importPaths(callIn(of), [join(place.path, 'more')], { layout: 'pairs' }, () => {}),
      export: () => ExportService.exportFrames(callIn(of), { format: 'coco', out, ...sight }, () => {}),
      restore: () => KeepService.restore(backup, join(disk(), 'restored')),
      compact: () => KeepService.compact(of),
      rename: () => CatalogueService.rename(callIn(of), 'Renamed'.repeat(9)),
      tag: () => CatalogueService.marks.addTag(callIn(of), of.index.ids({}, undefined), 'teaching'),
      note: () => CatalogueService.marks.writeNote(callIn(of), 1, 'seen '.repeat(4000)),
      create: () => engine.makeStudy(join(disk(), 'made'), ['normal', 'lesion'], async () => {}),
    }
    const tries = times(1, 6)
    for (const [name, work] of Object.entries(asked)) {
      for (let n = 0; n < tries; n++) {
        const before = files()
        const frames = of.index.ids({}, undefined).length
        // To the last byte, and with room for a part of what is asked.
        small.fill(n === 0 ? 0 : Math.floor(random() * 120_000))
        const refused = await work().then(
          () => undefined,
          // As it crosses to a window.
          (error: unknown) => failureOf(error),
        )
        tally.tried++
        if (refused !== undefined && !(isClear(refused) && refused.code === 'DISK_FULL')) tally.unclear++
        if (n === 0 && ['import', 'export', 'restore', 'create'].includes(name))
          expect(refused, name).toBeDefined()
        small.empty()
        if (refused !== undefined && name !== 'compact') {
          // What was begun is gone; originals that are stored wait for the next import of the same frames.
          const rest = (all: string[]) => all.filter((file) => name !== 'import' || !file.includes('frames'))
          expect(rest(files()), name).toEqual(rest(before))
          expect(of.index.ids({}, undefined), name).toHaveLength(frames)
        }
        expect(await verifyStudy(of.store), name).toEqual([])
        if (refused === undefined) break
        if (n === tries - 1) await work()
      }
      for (const left of ['out', 'restored']) rmSync(join(disk(), left), { recursive: true, force: true })
    }
    expect(tally.tried).toBeGreaterThanOrEqual(8)
    expect(tally).toEqual({ tried: tally.tried, ...NOTHING_WRONG })
    rmSync(join(disk(), 'made'), { recursive: true, force: true })
  })

  it('lets an older study be looked at as it is, and brings it up to date when there is space', async () => {
    const folder = join(disk(), 'older')
    const path = thaw('0050-editor', folder)
    leaveInLog(path)
    const before = rowsOf(path)
    small.fill(0)
    const looked = await openStore(folder)
    expect(looked.readOnly?.name).toMatch(/^disk(Full|Refuses)$/)
    expect(await looked.db.selectFrom('frame').select('state').execute()).toHaveLength(9)
    await looked.close()
    small.empty()
    expect(rowsOf(path)).toEqual(before)
    const store = await openStore(folder)
    expect(store.readOnly).toBeNull()
    await store.close()
    rmSync(folder, { recursive: true })
  })
})

/** The newest revision that a catalogue with its log holds, read from a copy on another disk. */
function lastOf(path: string): number {
  const folder = join(place.path, 'looked')
  cpSync(path, join(folder, 'c.sqlite'))
  if (existsSync(`${path}-wal`)) cpSync(`${path}-wal`, join(folder, 'c.sqlite-wal'))
  const rows = rowsOf(join(folder, 'c.sqlite'))['revision'] as { layer_id: number; number: number }[]
  rmSync(folder, { recursive: true })
  return Math.max(...rows.map(({ number }) => number))
}

describe.skipIf(!canMount)('a disk that refuses writes', () => {
  it('lets a study be written to again in the same engine when it takes writes', async () => {
    await leaveKilled()
    // With the memory in which SQLite shares a log's index: it is opened to read alone then, by the whole process.
    writeFileSync(`${catalogue()}-shm`, Buffer.alloc(32_768))
    small.protect(true)
    const looked = await engine.openStudy(study())
    expect(looked.store.readOnly?.name).toBe('diskWriteProtected')
    small.protect(false)
    const opened = await engine.openStudy(study())
    expect(opened.store.readOnly).toBeNull()
    await paint(opened)
  })

  it('lets a study be looked at, says why, and changes nothing', async () => {
    const tally = tallyOf('a study opened on a disk that refuses writes')
    for (const leave of [async () => {}, leaveKilled]) {
      await leave()
      const bytes = readFileSync(catalogue())
      small.protect(true)
      try {
        const opened = await engine.openStudy(study())
        tally.tried++
        const { readOnly } = opened.store
        expect(readOnly?.name).toBe('diskWriteProtected')
        if (readOnly && !saysWhat(readOnly)) tally.unclear++
        tally.lost += lastOf(catalogue()) - (await newest(opened))
        await expect(paint(opened)).rejects.toMatchObject({ code: 'READ_ONLY' })
        // A way out of a disk that dies.
        const rescued = join(place.path, `rescued-${tally.tried}.zip`)
        await KeepService.backUp(callIn(opened), rescued)
        await KeepService.restore(rescued, join(place.path, `rescued-${tally.tried}`))
        const there = await engine.openStudy(join(place.path, `rescued-${tally.tried}`))
        tally.lost += lastOf(catalogue()) - (await newest(there))
        await engine.close()
      } finally {
        small.protect(false)
      }
      expect(readFileSync(catalogue()).equals(bytes)).toBe(true)
    }
    const opened = await engine.openStudy(study())
    expect(opened.store.readOnly).toBeNull()
    await paint(opened)
    expect(tally).toEqual({ tried: 2, ...NOTHING_WRONG })
  })
})

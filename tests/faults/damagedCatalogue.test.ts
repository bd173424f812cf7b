import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { openStore } from '../../src/main/engine/store/openStore.ts'
import { setSetting, settingOf } from '../../src/main/engine/store/settings.ts'
import { copiesOf, recover } from '../../src/main/engine/store/upkeep/copies.ts'
import { snapshot } from '../../src/main/engine/store/upkeep/snapshot.ts'
import { vacuum } from '../../src/main/engine/store/upkeep/vacuum.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { Failure } from '../../src/shared/contract/failure.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { times } from '../support/counts.ts'
import { rowsOf, thaw } from '../support/frozenCatalogues.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { isClear, NOTHING_WRONG, type Tally, tallyOf } from '../support/tally.ts'

/** Strokes of the session that was killed: acknowledged, and in the log alone. */
const STROKES = 12
const COPY = 'catalogue-before-70.sqlite'
/** Fills pages, so that a log grows long soon. */
const LONG = 'x'.repeat(40_000)

const random = streamFor(11, 'damaged catalogue')
const below = (n: number) => Math.floor(random() * n)
const place = temporaryFolder()
const at = (...names: string[]) => join(place.path, ...names)
let engine: Engine
let strokes = 0

/** As a kill left it: catalogue and log of a session, of the one before, and of another study. */
const left = { now: at('now'), before: at('before'), other: at('other') }

beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 24, side: 48 })
  await engine.close()
  await session(at('study'), left.before)
  await session(at('study'), left.now)
  await engine.close()
  mkdirSync(at('second'))
  await studyOfFrames(engine, at('second'), { count: 3, side: 48 })
  await session(at('second/study'), left.other)
  await engine.close()
})
afterAll(() => place.remove())

/** Opens a study and paints; what a kill would leave of it then is copied, and a copy of its catalogue from before. */
async function session(folder: string, to: string): Promise<void> {
  const study = await engine.openStudy(folder)
  mkdirSync(to)
  await snapshot(study.store, join(to, COPY))
  const [frame = 1] = study.index.ids({}, undefined)
  for (let n = 0; n < STROKES; n++) {
    const data = new Uint8Array(20 * 20).map(() => below(2))
    const patch = encodeMask({ width: 20, height: 20, data })
    const [own] = await LabelService.list(callIn(study), frame)
    const stroke = { frame, stroke: `stroke-${++strokes}`, base: own?.revision ?? 0, x: 0, y: 0, patch }
    await LabelService.paint(callIn(study), stroke)
  }
  for (const file of ['catalogue.sqlite', 'catalogue.sqlite-wal', 'catalogue.sqlite-shm'])
    copyFileSync(join(folder, file), join(to, file))
  cpSync(join(folder, 'frames'), join(to, 'frames'), { recursive: true })
  await engine.close()
}

let folders = 0
/** A copy of what a kill left, to be damaged; its pages are all in the catalogue where it is to be `closed`. */
async function copyOf(from: string, { closed = false } = {}): Promise<string> {
  const folder = at(`damaged-${++folders}`)
  cpSync(from, folder, { recursive: true })
  if (closed) await (await openStore(folder)).close()
  return folder
}

/** Whether the damage is told, when the study is opened or when it is checked; what is wrong with that is counted. */
async function isTold(folder: string, tally: Tally): Promise<boolean> {
  tally.tried++
  try {
    const store = await openStore(folder)
    const problems = await verifyStudy(store).finally(() => store.close())
    return problems.length > 0
  } catch (error) {
    if (!isClear(error)) tally.unclear++
    if (!(error instanceof Failure)) tally.crashed++
    else if (error.code !== 'STUDY_DAMAGED') tally.unclear++
    // The copy beside it is offered, by its name.
    else if (error.reason.name !== 'copyOffered' || error.reason.values.file !== COPY) tally.unclear++
    return true
  }
}

const catalogue = (folder: string) => join(folder, 'catalogue.sqlite')
const log = (folder: string) => join(folder, 'catalogue.sqlite-wal')

const damages: readonly [name: string, (folder: string) => void][] = [
  ['its log is gone', (folder) => rmSync(log(folder))],
  ['its log is empty', (folder) => truncateSync(log(folder))],
  ["its log is another study's", (folder) => copyFileSync(log(left.other), log(folder))],
  ["its log is yesterday's", (folder) => copyFileSync(log(left.before), log(folder))],
  [
    "it is yesterday's, and the log today's",
    (folder) => copyFileSync(catalogue(left.before), catalogue(folder)),
  ],
  ['it is a copy, and the log was left', (folder) => copyFileSync(join(folder, COPY), catalogue(folder))],
  ["its log's beginning is overwritten", (folder) => overwrite(log(folder), 0, 32)],
  ['a part of its log is overwritten', (folder) => overwrite(log(folder), 32 + 24 + 4096 + 24 + 800, 64)],
  ['it is empty', (folder) => truncateSync(catalogue(folder))],
  [
    'it is empty, and its log is gone',
    (folder) => {
      truncateSync(catalogue(folder))
      rmSync(log(folder))
    },
  ],
  [
    'it is nothing but zeros',
    (folder) => writeFileSync(catalogue(folder), Buffer.alloc(statSync(catalogue(folder)).size)),
  ],
  ['it is gone', (folder) => rmSync(catalogue(folder))],
]

function overwrite(path: string, from: number, length: number): void {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xa5, from, from + length))
}

describe('a catalogue', () => {
  it('comes up whole from what a kill left, also where its index of the log is garbage', async () => {
    const tally = tallyOf('a log whose index is garbage')
    for (const garbage of [false, true]) {
      const folder = await copyOf(left.now)
      if (garbage) overwrite(`${catalogue(folder)}-shm`, 0, 32_768)
      const store = await openStore(folder)
      tally.tried++
      expect(await verifyStudy(store)).toEqual([])
      await store.close()
      tally.lost += 2 * STROKES - (rowsOf(catalogue(folder))['revision']?.length ?? 0)
      expect(readdirSync(folder).filter((file) => /-(wal|shm|journal)$/.test(file))).toEqual([])
    }
    expect(tally).toEqual({ tried: 2, ...NOTHING_WRONG })
  })

  it('comes up whole at whatever moment its log is moved into it, begun or ended', {
    timeout: 120_000,
  }, async () => {
    const tally = tallyOf('kill −9 while a log is moved into its catalogue')
    const folder = await copyOf(left.now)
    const images: { folder: string; acknowledged: number }[] = []
    let acknowledged = 0
    const real = Database.prototype.pragma
    Database.prototype.pragma = function (source, options) {
      const result = real.call(this, source, options) as unknown
      // A kill between two calls of SQLite leaves the files as they are now.
      if (this.name === catalogue(folder) && /application_id =|PASSIVE|TRUNCATE|journal_mode/.test(source)) {
        const image = at(`image-${images.length}`)
        mkdirSync(image)
        for (const path of [catalogue(folder), log(folder)].filter(existsSync))
          copyFileSync(path, join(image, path.slice(folder.length + 1)))
        images.push({ folder: image, acknowledged })
      }
      return result
    }
    try {
      const store = await openStore(folder)
      for (let n = 1; n <= times(300, 3000); n++) {
        await setSetting(store.db, 'written', `${n} ${LONG}`)
        acknowledged = n
      }
      await vacuum(store)
      await setSetting(store.db, 'written', String(++acknowledged))
      await store.close()
    } finally {
      Database.prototype.pragma = real
    }
    // Begun, moved, emptied, begun again, ended.
    expect(images.length).toBeGreaterThan(12)
    for (const image of images) {
      tally.tried++
      const store = await openStore(image.folder)
      const written = Number((await settingOf(store.db, 'written'))?.split(' ')[0] ?? 0)
      await store.close()
      tally.lost += Math.max(0, image.acknowledged - written)
    }
    expect(tally).toEqual({ tried: images.length, ...NOTHING_WRONG })
  })

  it.each(damages)('does not open where %s, and its copy is offered and taken', async (_, damage) => {
    const tally = tallyOf('a catalogue or a log that is gone, empty, overwritten or of another one')
    const folder = await copyOf(left.now)
    damage(folder)
    const damaged = new Map(
      [catalogue(folder), log(folder)].filter(existsSync).map((path) => [path, readFileSync(path)]),
    )
    if (!(await isTold(folder, tally))) tally.lost++
    const { why, copies } = await copiesOf(folder)
    expect(why).not.toBeNull()
    const copy = copies.find(({ file }) => file === COPY)
    expect(copy).toMatchObject({ frames: 24, isItself: false })
    const { aside } = await recover(folder, COPY)
    const store = await openStore(folder)
    expect(store.readOnly).toBeNull()
    expect(await verifyStudy(store)).toEqual([])
    await store.close()
    expect(rowsOf(catalogue(folder))).toEqual(rowsOf(join(left.now, COPY)))
    // What does not open is kept as it was.
    for (const [path, bytes] of damaged) {
      const kept = readFileSync(join(folder, aside, path.slice(folder.length + 1)))
      expect(kept.equals(bytes), path).toBe(true)
    }
    expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
  })

  it('of a version without numbers does not open with the log of another one either', async () => {
    const tally = tallyOf("an old catalogue with another study's log")
    const [mine, other] = [at('old-mine'), at('old-other')]
    for (const folder of [mine, other]) {
      const path = thaw('0070-adjustable-split', folder)
      const database = new Database(path)
      database
        .prepare(`UPDATE setting SET value = ? WHERE key = 'created'`)
        .run(`2026-01-0${folder.length % 9}T00:00:00Z`)
      // As the app kept it; a vacuum writes every page into the log.
      database.pragma('journal_mode = DELETE')
      database.pragma('journal_mode = WAL')
      if (folder === other) {
        database.exec('VACUUM')
        writeFileSync(`${path}-wal.left`, readFileSync(`${path}-wal`))
      }
      database.close()
    }
    copyFileSync(catalogue(mine), join(mine, COPY))
    copyFileSync(`${log(other)}.left`, log(mine))
    if (!(await isTold(mine, tally))) tally.lost++
    expect((await copiesOf(mine)).why).toEqual({ name: 'logForeign', values: {} })
    expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
  })

  it('can be opened as it stands where only its log is lost', async () => {
    const folder = await copyOf(left.now)
    rmSync(log(folder))
    const { copies } = await copiesOf(folder)
    expect(copies.map(({ isItself }) => isItself)).toEqual([true, false])
    await recover(folder, 'catalogue.sqlite')
    await (await openStore(folder)).close()
    expect(rowsOf(catalogue(folder))['revision']).toHaveLength(STROKES)
  })

  it('tells of pages that are zero, overwritten or cut off', { timeout: 300_000 }, async () => {
    const tally = tallyOf('a page of a catalogue that is zero, overwritten or cut off')
    const whole = await copyOf(left.now, { closed: true })
    const bytes = readFileSync(catalogue(whole))
    const pages = bytes.length / 4096
    const rows = rowsOf(catalogue(whole))
    const first = Array.from({ length: Math.min(pages, times(6, 100)) }, (_, i) => i)
    const others = Array.from({ length: times(6, 200) }, () => below(pages))
    for (const [i, page] of [...first, ...others].entries()) {
      const damaged = Buffer.from(bytes)
      const from = page * 4096
      if (i % 3 === 0) damaged.fill(0, from, from + 4096)
      else if (i % 3 === 1) damaged.fill(0xa5, from + (page === 0 ? 100 : 0), from + 116)
      writeFileSync(catalogue(whole), i % 3 === 2 ? damaged.subarray(0, from) : damaged)
      const isSame = () => JSON.stringify(rowsOf(catalogue(whole))) === JSON.stringify(rows)
      // A page that nothing uses may hold anything.
      if (!(await isTold(whole, tally)) && !isSame()) tally.lost++
    }
    expect(tally).toEqual({ tried: first.length + others.length, ...NOTHING_WRONG })
  })
})

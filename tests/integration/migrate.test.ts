import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { migrations } from '../../src/main/engine/store/migrations/index.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const folder = () => join(place.path, 'study')
beforeEach(() => {
  place = temporaryFolder()
  engine = testEngine(place.path)
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const mask = (value: number) =>
  Buffer.from(encodeMask({ width: 2, height: 2, data: Uint8Array.of(0, 0, value, 0) }))

/** A catalogue as the app made it when this migration was the newest. */
async function catalogueOf(newest: keyof typeof migrations) {
  mkdirSync(folder())
  const database = new Database(join(folder(), 'catalogue.sqlite'))
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  expect((await migrator.migrateTo(newest)).error).toBeUndefined()
  return { database, db }
}

/** A study as the app wrote it before frames were found by what they hold. */
async function studyOfSchema20(): Promise<void> {
  const { database, db } = await catalogueOf('0020-imported-models')
  const at = '2026-01-01T00:00:00Z'
  const setting = database.prepare('INSERT INTO setting VALUES (?, ?)')
  setting.run('name', 'old')
  setting.run(
    'classes',
    JSON.stringify(['normal', 'benign', 'malignant'].map((name) => ({ name, colour: '#000000' }))),
  )
  database.exec(
    `INSERT INTO patient VALUES (1, 'P1', 'train', '${at}'); INSERT INTO examination VALUES (1, 1, '1')`,
  )
  const frame = database.prepare(`INSERT INTO frame VALUES (?, 1, ?, 'png', ?, ?, 2, 2, 100, ?, '${at}')`)
  for (const n of [1, 2, 3]) frame.run(n, `hash-${n}`, `frame-${n}.png`, n === 2 ? 'NBI' : 'WLI', n)
  const layer = database.prepare('INSERT INTO layer VALUES (?, ?, ?, ?)')
  const revision = database.prepare(
    `INSERT INTO revision VALUES (NULL, ?, ?, ?, ?, ?, 'stroke', NULL, '${at}')`,
  )
  const paint = (of: number, number: number, value: number) => {
    const areas = [3, 0, 0, 0, 0, 0, 0, 0]
    areas[value] = (areas[value] ?? 0) + 1
    revision.run(of, number, mask(value), sha256(mask(value)), JSON.stringify(areas))
  }
  layer.run(1, 1, 'reader', 'anna')
  paint(1, 1, 1)
  paint(1, 2, 2)
  database.exec(`INSERT INTO model VALUES ('model-1', NULL, 1, 1, 'hash', '{}', '${at}')`)
  layer.run(2, 2, 'model', 'model-1')
  paint(2, 1, 1)
  layer.run(3, 3, 'reader', 'anna')
  paint(3, 1, 0)
  database.pragma('user_version = 20')
  await db.destroy()
}

it('an older study comes up to date with a backup, and its frames are found by what their masks hold', async () => {
  await studyOfSchema20()
  const study = await engine.openStudy(folder())
  expect(existsSync(join(folder(), 'catalogue-before-20.sqlite'))).toBe(true)
  const found = (filter: Parameters<typeof study.index.ids>[0]) => study.index.ids(filter, undefined)
  expect(found({})).toEqual([1, 2, 3])
  // The mask of the third holds nothing: strokes alone never said that there is no lesion.
  expect(found({ labelled: true })).toEqual([1])
  expect(found({ states: ['untouched'] })).toEqual([2, 3])
  expect(found({ painted: [2] })).toEqual([1])
  expect(found({ painted: [1] })).toEqual([])
  expect(found({ seen: [1] })).toEqual([2])
  expect(found({ modality: 'NBI' })).toEqual([2])
  const { frames } = await CatalogueService.page(callIn(study), {}, undefined, 0, 10)
  expect(frames[0]).toMatchObject({ labelled: true, painted: [3, 0, 1], predicted: [] })
  expect(await LabelService.before(callIn(study), 1, 2)).toMatchObject({ revision: 1 })
  await engine.close()
  expect((await engine.openStudy(folder())).store.readOnly).toBeNull()
})

/** What readers left on the frames of a study of before, and the state that each frame has now. */
const histories = [
  { left: 'a painted lesion', revisions: [{ by: 'anna', origin: 'stroke', lesion: 4 }], state: 'done' },
  {
    left: 'a lesion painted and erased',
    revisions: [
      { by: 'anna', origin: 'stroke', lesion: 4 },
      { by: 'anna', origin: 'stroke', lesion: 0 },
    ],
    state: 'untouched',
  },
  {
    left: 'an empty mask from a file',
    revisions: [{ by: 'anna', origin: 'import', lesion: 0 }],
    state: 'noLesion',
  },
  {
    left: 'an empty overlay taken over',
    revisions: [{ by: 'anna', origin: 'accept', lesion: 0 }],
    state: 'noLesion',
  },
  {
    left: 'a mask that nobody confirmed',
    revisions: [{ by: 'anna', origin: 'stroke', lesion: 4, made: 'copied' }],
    state: 'inProgress',
  },
  {
    left: 'masks of two readers',
    revisions: [
      { by: 'bert', origin: 'stroke', lesion: 4 },
      { by: 'anna', origin: 'stroke', lesion: 9 },
      { by: 'bert', origin: 'stroke', lesion: 5 },
    ],
    state: 'done',
    labelOf: 'bert',
  },
  { left: 'nothing', revisions: [], state: 'untouched' },
] as const

it('frames of an older study come in the state that what readers left on them means', async () => {
  const { database, db } = await catalogueOf('0050-editor')
  const at = '2026-01-01T00:00:00Z'
  const setting = database.prepare('INSERT INTO setting VALUES (?, ?)')
  setting.run('name', 'old')
  setting.run('classes', JSON.stringify(['normal', 'benign'].map((name) => ({ name, colour: '#000000' }))))
  database.exec(
    `INSERT INTO patient VALUES (1, 'P1', 'train', '${at}'); INSERT INTO examination VALUES (1, 1, '1')`,
  )
  const frame = database.prepare(
    `INSERT INTO frame (id, examination_id, sha256, extension, name, modality, width, height, bytes, place, added_at)
     VALUES (?, 1, ?, 'png', ?, 'NBI', 2, 2, 100, ?, '${at}')`,
  )
  const layer = database.prepare(`INSERT INTO layer VALUES (NULL, ?, 'reader', ?)`)
  const revision = database.prepare(
    `INSERT INTO revision (layer_id, number, mask, sha256, areas, origin, made, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, '${at}')`,
  )
  for (const [place, { left, revisions }] of histories.entries()) {
    frame.run(place + 1, `hash-${place}`, left, place)
    const layers = new Map<string, { id: number | bigint; revisions: number }>()
    for (const { by, origin, lesion, ...more } of revisions) {
      const of = layers.get(by) ?? { id: layer.run(place + 1, by).lastInsertRowid, revisions: 0 }
      of.revisions++
      layers.set(by, of)
      const made = 'made' in more ? more.made : null
      revision.run(of.id, of.revisions, mask(1), sha256(mask(1)), JSON.stringify([4, lesion]), origin, made)
    }
  }
  database.pragma('user_version = 50')
  await db.destroy()

  const study = await engine.openStudy(folder())
  const { frames } = await CatalogueService.page(callIn(study), {}, undefined, 0, 10)
  expect(frames.map(({ name, state }) => [name, state])).toEqual(
    histories.map(({ left, state }) => [left, state]),
  )
  const layersOf = await LabelService.list(callIn(study), 6)
  expect(layersOf.find(({ isLabel }) => isLabel)?.author).toBe('bert')
})

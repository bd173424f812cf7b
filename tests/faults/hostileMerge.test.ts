import { cpSync, existsSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { framePath } from '../../src/main/files/originals.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { isClear, NOTHING_WRONG, tallyOf } from '../support/tally.ts'
import { tamper } from '../support/tamper.ts'

const SIDE = 24
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const at = (...names: string[]) => join(place.path, ...names)

/** A study of two frames, and another of four whose first two are the same. */
beforeAll(async () => {
  place = temporaryFolder()
  engine = testEngine(at('machine'))
  for (const [name, count] of [
    ['kept', 4],
    ['study', 2],
  ] as const) {
    await writePairs(at(`data-${name}`), count, SIDE)
    const study = await engine.createStudy(at(name), ['normal', 'lesion'])
    await ImportService.importPaths(callIn(study), [at(`data-${name}`)], { layout: 'pairs' }, () => {})
    const [first = 0] = study.index.ids({}, undefined)
    await CatalogueService.marks.addTag(callIn(study), [first], `tag of ${name}`)
    await CatalogueService.marks.writeNote(callIn(study), first, `note of ${name}`)
  }
})
afterAll(async () => {
  await engine.close()
  place.remove()
})
beforeEach(() => {
  rmSync(at('other'), { recursive: true, force: true })
  cpSync(at('kept'), at('other'), { recursive: true })
})

const sql =
  (...queries: string[]) =>
  (catalogue: Database.Database) => {
    catalogue.pragma('foreign_keys = OFF')
    for (const query of queries) catalogue.exec(query)
  }
const mask = (bytes: Uint8Array) => (catalogue: Database.Database) =>
  catalogue
    .prepare('UPDATE revision SET mask = ?, sha256 = ? WHERE id = 4')
    .run(Buffer.from(bytes), sha256(bytes))

const LAST = 'WHERE id = 4'
/** A value that somebody wrote into the other study, and nobody of ours ever would. */
const crafted: Readonly<Record<string, (catalogue: Database.Database) => unknown>> = {
  'an extension that leads outside': sql(`UPDATE frame SET extension = 'x/../../../../outside.png' ${LAST}`),
  'an extension of a program': sql(`UPDATE frame SET extension = 'exe' ${LAST}`),
  'a hash that leads outside': sql(`UPDATE frame SET sha256 = '../../../outside' ${LAST}`),
  'a hash in capitals': sql(`UPDATE frame SET sha256 = upper(sha256) ${LAST}`),
  'a hash of nothing': sql(`UPDATE frame SET sha256 = '' ${LAST}`),
  'a name with a line end': sql(`UPDATE frame SET name = 'a' || char(10) || 'b' ${LAST}`),
  'a name with an end of text': sql(`UPDATE frame SET name = 'a' || char(0) ${LAST}`),
  'a name of a megabyte': sql(`UPDATE frame SET name = printf('%.*c', 1000000, 'x') ${LAST}`),
  'a patient without a name': sql(`UPDATE patient SET code = '' WHERE id = 2`),
  'a patient named with a line end': sql(`UPDATE patient SET code = 'P' || char(13) WHERE id = 2`),
  'a frame of no size': sql(`UPDATE frame SET width = 0 ${LAST}`),
  'a frame of another size': sql(`UPDATE frame SET width = 25 ${LAST}`),
  'a frame of a billion pixels': sql(`UPDATE frame SET width = 65000, height = 65000 ${LAST}`),
  'a place below nothing': sql(`UPDATE frame SET place = -1 ${LAST}`),
  'a likeness that is none': sql(`UPDATE frame SET likeness = 'x' ${LAST}`),
  'a day that is none': sql(`UPDATE frame SET captured_on = '2026-02-31' ${LAST}`),
  'attributes that are no JSON': sql(`INSERT INTO dicom_source VALUES (4, '{')`),
  'an author without a name': sql(`UPDATE layer SET author = '' ${LAST}`),
  'an author named with an escape': sql(`UPDATE layer SET author = char(27) || '[2J' ${LAST}`),
  'a mask of another frame': mask(encodeMask({ width: 2, height: 2, data: new Uint8Array(4) })),
  'a mask of two hundred million pixels': mask(Uint8Array.of(1, 0x80, 0x80, 1, 0x80, 0x60, 0, 1)),
  'a mask of no class': mask(
    encodeMask({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE ** 2).fill(9) }),
  ),
  'a mask of other bytes': sql('UPDATE revision SET mask = zeroblob(9) WHERE id = 4'),
  'an empty mask': mask(new Uint8Array()),
  'a layer of no frame': sql(`UPDATE layer SET frame_id = 99 ${LAST}`),
  'an examination of no patient': sql('UPDATE examination SET patient_id = 99 WHERE id = 2'),
  'a note of no time': sql(`UPDATE note SET at = 'yesterday'`),
  'a tag without a name': sql(`UPDATE tag SET name = ''`),
  'classes that are no JSON': sql(`UPDATE setting SET value = '{' WHERE key = 'classes'`),
  'classes that are no classes': sql(`UPDATE setting SET value = '[{"name":7}]' WHERE key = 'classes'`),
  'a view in place of a table': sql(
    'ALTER TABLE tag RENAME TO tag_before',
    `CREATE VIEW tag AS WITH RECURSIVE n (id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n) SELECT id, 'x' AS name FROM n`,
  ),
  'a trigger of its own': sql(`CREATE TRIGGER own AFTER INSERT ON setting BEGIN DELETE FROM frame; END`),
}

/** All that is in the open study and its folder, and beside it. */
const everything = () =>
  JSON.stringify([
    ...['patient', 'frame', 'layer', 'audit', 'tag', 'note', 'device'].map((table) =>
      inTables(at('study'), `SELECT * FROM ${table}`),
    ),
    inTables(at('study'), 'SELECT id, sha256 FROM revision'),
    (readdirSync(at('study/frames'), { recursive: true }) as string[])
      .filter((name) => /\.\w+$/.test(name))
      .sort(),
    readdirSync(place.path).sort(),
  ])

const mergedBy = (error: unknown) => (error === undefined ? 'merged' : error)
const merge = () =>
  KeepService.mergeStudy(callIn(engine.study), at('other')).then(
    () => mergedBy(undefined),
    (error: unknown) => error,
  )

it.each(Object.keys(crafted))('refuses all of a study with %s', async (name) => {
  const tally = tallyOf('a crafted study merged')
  const before = everything()
  tamper(at('other'), (catalogue) => crafted[name]?.(catalogue))
  const error = await merge()
  tally.tried++
  if (everything() !== before) tally.lost++
  if (!isClear(error)) tally.unclear++
  expect(tally, String(error)).toEqual({ tried: 1, ...NOTHING_WRONG })
})

it('refuses originals that are missing, changed, links, or no pictures, and takes back what it copied', async () => {
  const tally = tallyOf('a study with crafted files merged')
  const before = everything()
  const rows = inTables<{ sha256: string; extension: string }>(
    at('other'),
    'SELECT * FROM frame WHERE id = 4',
  )
  const path = framePath(at('other'), rows[0]?.sha256 ?? '', rows[0]?.extension ?? '')
  const changes: (() => void)[] = [
    () => rmSync(path),
    () => writeFileSync(path, 'other'),
    () => {
      writeFileSync(at('other/picture.png'), 'x')
      rmSync(path, { force: true })
      symlinkSync(at('other/picture.png'), path)
    },
  ]
  renameSync(path, `${path}.kept`)
  for (const change of changes) {
    rmSync(path, { force: true })
    cpSync(`${path}.kept`, path)
    change()
    const error = await merge()
    tally.tried++
    if (everything() !== before) tally.lost++
    if (!isClear(error)) tally.unclear++
  }
  expect(tally).toEqual({ tried: changes.length, ...NOTHING_WRONG })
})

it('says in the trail what a merge brought, and leaves the other study as it is', async () => {
  const other = inTables(at('other'), 'SELECT name FROM sqlite_master ORDER BY name')
  const report = await KeepService.mergeStudy(callIn(engine.study), at('other'))
  expect(report).toMatchObject({ added: 2, duplicates: 2, masks: 2, conflicts: 0 })
  const rows = inTables<{ detail: string }>(at('study'), `SELECT detail FROM audit WHERE action = 'merge'`)
  expect(rows).toHaveLength(1)
  expect(JSON.parse(rows[0]?.detail ?? '')).toMatchObject({ added: 2, duplicates: 2, tags: 1, notes: 0 })
  expect((await KeepService.verify(engine.study)).problems).toEqual([])
  expect(existsSync(at('other/writer.json'))).toBe(existsSync(at('kept/writer.json')))
  expect(inTables(at('other'), 'SELECT name FROM sqlite_master ORDER BY name')).toEqual(other)
})

/**
 * Freezes a catalogue of one version, with rows in every table, for the tests that bring old ones up to date:
 * `node tests/support/freezeCatalogue.ts 0070-adjustable-split`. To be run once, when that migration is the newest.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { migrate } from '../../src/main/engine/store/migrations/migrate.ts'
import { CatalogueDialect } from '../../src/main/engine/store/sqlite/CatalogueDialect.ts'
import { chainOf } from '../../src/main/engine/store/trail/chain.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { project } from './places.ts'

const [, , name = ''] = process.argv
const version = Number.parseInt(name, 10)
const at = '2026-01-01T00:00:00Z'

const place = mkdtempSync(join(tmpdir(), 'loco-freeze-'))
const path = join(place, 'catalogue.sqlite')
const database = new Database(path)
database.pragma('journal_mode = WAL')
const db = new Kysely<unknown>({ dialect: new CatalogueDialect(database) })
await migrate(db, name)

/** Adds a row; columns that the version does not have are left out. */
function add(table: string, row: Record<string, unknown>): void {
  const known = new Set(database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table))
  const columns = Object.keys(row).filter((column) => known.has(column))
  if (columns.length === 0) return
  database
    .prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((c) => `@${c}`).join()})`)
    .run(row)
}

const classes = ['normal', 'benign', 'malignant'].map((n, i) => ({ name: n, colour: `#00000${i}` }))
add('setting', { key: 'name', value: 'frozen' })
add('setting', { key: 'classes', value: JSON.stringify(classes) })
add('setting', { key: 'created', value: at })
for (const [i, split] of ['train', 'validation', 'test'].entries()) {
  add('patient', { id: i + 1, code: `P${i + 1}`, split, created_at: at })
  add('examination', { id: i + 1, patient_id: i + 1, code: 'E1' })
}
add('device', { id: 1, name: 'Tower 1' })
for (let n = 1; n <= 9; n++) {
  add('frame', {
    id: n,
    examination_id: 1 + (n % 3),
    sha256: sha256(Buffer.from(`frame ${n}`)),
    extension: 'png',
    name: `frame-${n}.png`,
    modality: n % 2 ? 'NBI' : 'WLI',
    width: 24,
    height: 24,
    bytes: 100 + n,
    place: n,
    added_at: at,
    captured_on: '2025-12-01',
    device_id: 1,
    lesion: n < 3 ? 'lesion-1' : null,
  })
}
add('run', {
  id: 'run-1',
  state: 'finished',
  config: JSON.stringify({ settings: { classes: 3 }, options: { backbone: 'efficientnet-lite0' } }),
  step: 10,
  seconds_per_step: 0.5,
  model_id: 'model-1',
  started_at: at,
  ended_at: at,
})
add('model', {
  id: 'model-1',
  run_id: 'run-1',
  number: 1,
  in_use: 1,
  sha256: sha256(Buffer.from('model')),
  card: '{}',
  created_at: at,
})
for (let n = 1; n <= 6; n++) {
  add('layer', {
    id: n,
    frame_id: n,
    kind: n === 6 ? 'model' : 'reader',
    author: n === 6 ? 'model-1' : 'anna',
  })
  for (let number = 1; number <= 1 + (n % 4); number++) {
    const data = new Uint8Array(24 * 24).map((_, i) => (i % (7 * n + number) === 0 ? 1 + (n % 2) : 0))
    const mask = Buffer.from(encodeMask({ width: 24, height: 24, data }))
    const areas = [0, 1, 2].map((value) => data.filter((v) => v === value).length)
    add('revision', {
      layer_id: n,
      number,
      mask,
      sha256: sha256(mask),
      areas: JSON.stringify(areas),
      origin: n === 6 ? 'prediction' : number === 1 ? 'import' : 'stroke',
      stroke: number === 1 ? null : `stroke-${n}-${number}`,
      at,
    })
  }
}
add('tag', { id: 1, name: 'teaching' })
add('frame_tag', { tag_id: 1, frame_id: 2 })
add('note', { frame_id: 3, text: 'seen before', reader: 'anna', at })
add('saved_search', { id: 1, name: 'mine', filter: '{}', at })
add('bulk_action', { id: 1, at, reader: 'anna', action: 'tag', before: '[]' })
add('dicom_source', { frame_id: 4, attributes: '{}' })
add('probability', { layer_id: 6, width: 1, height: 1, classes: 3, data: Buffer.from('probability') })
add('signal', { layer_id: 6, entropy: 0.5, narrowness: 0.5, embedding: Buffer.alloc(128) })
add('calibration', { frame_id: 1, mm_per_pixel: 0.1, reader: 'anna', at })
const region = Buffer.from(encodeMask({ width: 24, height: 24, data: new Uint8Array(576).fill(1, 0, 24) }))
add('veto', { id: 1, frame_id: 6, mask: region, sha256: sha256(region), pixels: 24, reader: 'anna', at })
add('veto', { id: 2, frame_id: 9, mask: null, sha256: null, pixels: 576, reader: 'anna', at })
add('veto_taken_back', { veto_id: 2, reader: 'anna', at })
add('account', { id: 1, name: 'anna', folded: 'anna', role: 'annotator', active: 1, created_at: at })
add('assignment', { id: 1, examination_id: 1, reader: 'anna', due: '2026-02-01', assigned_by: 'eva', at })
add('reading', { frame_id: 1, reader: 'anna', stage: 'submitted', at })
add('verdict', { id: 1, frame_id: 1, says: 'accepted', layer_id: 1, revision: 1, reviewer: 'rosa', at })
const region1 = { frame_id: 6, layer_id: 6, revision: 1, x: 0, y: 0, value: 1, pixels: 1 }
add('region_verdict', { id: 1, ...region1, says: 'rejected', reason: 'glare', reviewer: 'rosa', at })
add('comment', { id: 1, frame_id: 1, x: 3, y: 4, text: 'look here', author: 'rosa', at })
add('comment_settled', { comment_id: 1, author: 'anna', at })
add('sign_off', { id: 1, examination_id: 1, says: 'signed', missed: 0, reviewer: 'rosa', at })
let before = ''
for (let n = 1; n <= 5; n++) {
  const row = { at, actor: 'anna', action: 'import', subject: `frame:${n}`, detail: '{}' }
  before = chainOf(before, row)
  add('audit', { ...row, chain: before })
}
if (version <= 70) database.pragma('application_id = 0')
await db.destroy()
writeFileSync(
  join(project, `tests/faults/fixtures/${name}.sqlite.gz`),
  gzipSync(readFileSync(path), { level: 9 }),
)
rmSync(place, { recursive: true })

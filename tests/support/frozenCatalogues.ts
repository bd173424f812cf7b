import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { project } from './places.ts'

/** Catalogues as the app wrote them when a migration was the newest; `freezeCatalogue.ts` adds one, none is changed. */
const FIXTURES = join(project, 'tests/faults/fixtures')

/** Names of the migrations that have one, oldest first. */
export const frozen = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.sqlite.gz'))
  .map((file) => file.slice(0, -'.sqlite.gz'.length))
  .sort()

/** Puts one into a new folder, as a study; returns its catalogue's path. */
export function thaw(name: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'catalogue.sqlite')
  writeFileSync(path, gunzipSync(readFileSync(join(FIXTURES, `${name}.sqlite.gz`))))
  return path
}

/** Strokes that a killed app left in the log alone. */
export const IN_LOG = 25

/** Adds revisions that lie in the log only, as a killed app leaves them. */
export function leaveInLog(path: string): void {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('wal_autocheckpoint = 0')
  const newest = database
    .prepare('SELECT max(number) FROM revision WHERE layer_id = 1')
    .pluck()
    .get() as number
  const columns = 'layer_id, mask, sha256, areas, origin, at'
  const add = database.prepare(
    `INSERT INTO revision (number, stroke, ${columns}) SELECT ?, ?, ${columns} FROM revision WHERE layer_id = 1 LIMIT 1`,
  )
  for (let n = 1; n <= IN_LOG; n++) add.run(newest + n, `stroke-in-log-${newest + n}`)
  // What closing would move into the catalogue is put back as it lay.
  const left = ['', '-wal'].map((end) => ({ file: `${path}${end}`, bytes: readFileSync(`${path}${end}`) }))
  database.close()
  for (const { file, bytes } of left) writeFileSync(file, bytes)
}

/** All rows of all tables of a catalogue, by table: what it says, however it lies in its pages. */
export function rowsOf(path: string): Record<string, unknown[]> {
  const database = new Database(path, { readonly: true })
  try {
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'
         AND name NOT LIKE 'kysely@_%' ESCAPE '@' AND name NOT LIKE 'note@_text%' ESCAPE '@' ORDER BY name`,
      )
      .pluck()
      .all() as string[]
    return Object.fromEntries(
      tables.map((table) => [
        table,
        database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all() as unknown[],
      ]),
    )
  } finally {
    database.close()
  }
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import sharp from 'sharp'
import { migrations, SCHEMA_VERSION } from '../../../../src/main/engine/store/migrations/index.ts'
import { sha256 } from '../../../../src/main/files/durableFile.ts'
import { failureFor } from '../../../../src/shared/contract/failure.ts'
import { encodeMask } from '../../../../src/shared/domain/rle.ts'
import { inTables } from '../../tables.ts'
import { KEPT, studyIn } from '../afterwards.ts'
import type { Writing } from '../Writing.ts'

const OLDEST = '0020-imported-models'
const AT = '2026-01-01T00:00:00Z'
const FRAMES = [1, 2, 3, 4, 5, 6, 7, 8]

/** A study of an older version is opened. */
export const migrating: Writing = {
  name: 'migrate',
  startsFrom: 'older study',
  async prepare(_, home) {
    const folder = join(home, 'study')
    mkdirSync(folder)
    const database = new Database(join(folder, 'catalogue.sqlite'))
    database.pragma('journal_mode = WAL')
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) })
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateTo(OLDEST)
    if (error) throw error
    const kept: string[] = []
    for (const frame of FRAMES) {
      const original = await picture(frame)
      const hash = sha256(original)
      const place = join(folder, 'frames', hash.slice(0, 2))
      mkdirSync(place, { recursive: true })
      writeFileSync(join(place, `${hash}.png`), original)
      const mask = fill(database, frame, hash, original.length)
      kept.push(`frame frame-${frame}.png ${hash}`, `mask ${hash} reader anna 1 ${mask}`)
    }
    database.pragma(`user_version = ${Number.parseInt(OLDEST, 10)}`)
    await db.destroy()
    writeFileSync(join(home, KEPT), JSON.stringify(kept))
  },
  async write(engine, home, stage) {
    stage.begin()
    const { store } = await studyIn(engine, home)
    // On a disk that takes nothing it is looked at as it was.
    if (store.readOnly) {
      await engine.close()
      throw failureFor(store.readOnly)
    }
    stage.acknowledge('opened')
  },
  async check(_, home) {
    const [row] = inTables<{ user_version: number }>(join(home, 'study'), 'PRAGMA user_version')
    return row?.user_version === SCHEMA_VERSION ? [] : [`opened, and of version ${row?.user_version}`]
  },
}

/** Two pixels by two, of a colour of its own. */
const picture = (n: number) =>
  sharp({ create: { width: 2, height: 2, channels: 3, background: { r: n, g: n, b: n } } })
    .png()
    .toBuffer()

/** Adds a frame with a mask; returns the mask's hash. */
function fill(database: Database.Database, frame: number, hash: string, bytes: number): string {
  if (frame === 1) {
    database.prepare('INSERT INTO setting VALUES (?, ?)').run('name', 'old')
    const classes = ['normal', 'lesion'].map((name) => ({ name, colour: '#000000' }))
    database.prepare('INSERT INTO setting VALUES (?, ?)').run('classes', JSON.stringify(classes))
    database.exec(`INSERT INTO patient VALUES (1, 'P1', 'train', '${AT}')`)
    database.exec(`INSERT INTO examination VALUES (1, 1, '1')`)
  }
  const mask = Buffer.from(encodeMask({ width: 2, height: 2, data: Uint8Array.of(0, 0, 1, 0) }))
  database
    .prepare(`INSERT INTO frame VALUES (?, 1, ?, 'png', ?, 'WLI', 2, 2, ?, ?, '${AT}')`)
    .run(frame, hash, `frame-${frame}.png`, bytes, frame)
  database.prepare('INSERT INTO layer VALUES (?, ?, ?, ?)').run(frame, frame, 'reader', 'anna')
  database
    .prepare(`INSERT INTO revision VALUES (NULL, ?, 1, ?, ?, '[3,1]', 'stroke', NULL, '${AT}')`)
    .run(frame, mask, sha256(mask))
  return sha256(mask)
}

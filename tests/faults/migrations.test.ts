import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { besides } from '../../src/main/engine/store/besides.ts'
import { migrations, SCHEMA_VERSION } from '../../src/main/engine/store/migrations/index.ts'
import { openStore } from '../../src/main/engine/store/openStore.ts'
import { LAST_UNLINKED } from '../../src/main/engine/store/sqlite/mustBelong.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { times } from '../support/counts.ts'
import { frozen, IN_LOG, leaveInLog, rowsOf, thaw } from '../support/frozenCatalogues.ts'
import { onStatement } from '../support/onStatement.ts'
import { project } from '../support/places.ts'
import { temporaryFolder } from '../support/TestStudy.ts'
import { isClear, NOTHING_WRONG, type Tally, tallyOf } from '../support/tally.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

const random = streamFor(12, 'migrations')
let folders = 0
const newFolder = () => join(place.path, `study-${++folders}`)
const versionOf = (path: string) => {
  const database = new Database(path, { readonly: true })
  try {
    return Number(database.pragma('user_version', { simple: true }))
  } finally {
    database.close()
  }
}
const older = frozen.filter((name) => Number.parseInt(name, 10) < SCHEMA_VERSION)

/** What people said: no migration may change it. */
const SAID = ['patient', 'examination', 'layer', 'audit', 'tag', 'frame_tag', 'note', 'run', 'model']
const said = (rows: Record<string, unknown[]>) => SAID.map((table) => [table, rows[table] ?? []])

/** Opens a study in a process that is killed before its n-th statement, or by us `after` ms. */
function openUntilKilled(folder: string, { before = 0, after = 0 }): Promise<void> {
  const script = join(project, 'tests/support/openUntilKilled.ts')
  const child = spawn(process.execPath, [script, folder, String(before)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (after > 0) child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), after))
  else child.stdout.resume()
  return new Promise((resolve) => child.on('close', () => resolve()))
}

/** A killed app's study brought up to date undisturbed, and how many statements that took. */
async function broughtUpToDate(name: string): Promise<{ undisturbed: string; statements: number }> {
  const folder = newFolder()
  leftBehind(name, folder)
  let statements = 0
  const stop = onStatement(() => statements++)
  try {
    await (await openStore(folder)).close()
  } finally {
    stop()
  }
  return { undisturbed: join(folder, 'catalogue.sqlite'), statements }
}

/** Rows but for the ids that a study is given when it is brought up to date, which are chance. */
const rowsButId = (path: string) => {
  const rows = rowsOf(path)
  const setting = (rows['setting'] ?? []).filter((row) => (row as { key: string }).key !== 'id')
  return { ...rows, setting }
}

it('has a frozen catalogue of every version but the newest', () => {
  const names = Object.keys(migrations)
  expect(frozen).toEqual(expect.arrayContaining(names.slice(0, -1)))
  expect(names).toEqual(expect.arrayContaining(frozen))
})

/** Versions that older apps left statement by statement, each for itself. */
const ONE_BY_ONE = older.filter((name) => Number.parseInt(name, 10) < LAST_UNLINKED)

describe.each(older)('a study of %s', (name) => {
  let made: ReturnType<typeof broughtUpToDate> | undefined
  const prepared = () => {
    made ??= broughtUpToDate(name)
    return made
  }

  it('is the old or the new one wherever bringing it up to date is killed', {
    timeout: 180_000,
  }, async () => {
    const tally = tallyOf('kill −9 while an older study is brought up to date')
    const { undisturbed, statements } = await prepared()
    const after = rowsButId(undisturbed)
    let folder = newFolder()
    let before = leftBehind(name, folder)
    const kills = times(1, 20)
    for (let n = 0; n < kills; n++) {
      // Half of them before a statement, half at any moment.
      const at =
        n % 2 === 0 ? { before: 1 + Math.floor(random() * statements) } : { after: 1 + random() * 60 }
      await openUntilKilled(folder, at)
      tally.tried++
      const path = join(folder, 'catalogue.sqlite')
      const version = versionOf(path)
      const isNew = version === SCHEMA_VERSION
      expect(version).toBe(isNew ? SCHEMA_VERSION : Number.parseInt(name, 10))
      const rows = isNew ? rowsButId(path) : rowsOf(path)
      tally.lost += Math.max(0, strokesIn(before) - strokesIn(rows))
      expect(rows).toEqual(isNew ? after : before)
      if (!isNew && n < kills - 1) continue
      await mustComeUp(folder, before, after, tally)
      if (n === kills - 1) break
      folder = newFolder()
      before = leftBehind(name, folder)
    }
    expect(tally).toEqual({ tried: kills, ...NOTHING_WRONG })
  })

  if (!ONE_BY_ONE.includes(name)) return

  it('is finished where an older app was killed between two of its statements', async () => {
    const tally = tallyOf('a study that an older app left half brought up to date')
    const after = rowsButId((await prepared()).undisturbed)
    const statements = await statementsAfter(name)
    const tries = Math.min(times(2, 100), statements.length)
    for (let n = 0; n < tries; n++) {
      const folder = newFolder()
      const path = thaw(name, folder)
      leaveInLog(path)
      const done = tries < statements.length ? 1 + Math.floor(random() * statements.length) : n + 1
      const database = new Database(path)
      for (const statement of statements.slice(0, done)) database.exec(statement)
      database.close()
      tally.tried++
      const store = await openStore(folder).catch((error: unknown) => {
        tally.crashed++
        tally.unclear += isClear(error) ? 0 : 1
        throw error
      })
      expect(store.readOnly).toBeNull()
      await store.close()
      expect(rowsButId(path)).toEqual(after)
    }
    expect(tally).toEqual({ tried: tries, ...NOTHING_WRONG })
  })
})

const strokesIn = (rows: Record<string, unknown[]>) => rows['revision']?.length ?? 0

/** A study as a killed app left it; returns its rows. */
function leftBehind(name: string, folder: string): Record<string, unknown[]> {
  const path = thaw(name, folder)
  leaveInLog(path)
  return rowsOf(path)
}

/** Opens a study that was killed, and looks at it and at the copy beside it. */
async function mustComeUp(
  folder: string,
  before: Record<string, unknown[]>,
  after: Record<string, unknown[]>,
  tally: Tally,
): Promise<void> {
  const store = await openStore(folder).catch((error: unknown) => {
    tally.crashed++
    tally.unclear += isClear(error) ? 0 : 1
  })
  expect(store?.readOnly).toBeNull()
  await store?.close()
  const rows = rowsButId(join(folder, 'catalogue.sqlite'))
  expect(rows).toEqual(after)
  // A later version may say more of a row.
  expect(said(rows)).toMatchObject(said(before))
  // The copy is whole: what lay in the log alone is in it; and so often as it was tried, there is one of it.
  const copies = besides(folder)
  expect(copies).toHaveLength(1)
  const copy = rowsOf(join(folder, copies[0]?.file ?? ''))
  expect(copy).toEqual(before)
  expect(strokesIn(copy)).toBeGreaterThanOrEqual(IN_LOG)
  expect(readdirSync(folder).filter((file) => file.includes('.writing'))).toEqual([])
}

/** What the migration after this one tells SQLite, statement by statement. */
async function statementsAfter(name: string): Promise<string[]> {
  const next = Object.keys(migrations)[Object.keys(migrations).indexOf(name) + 1] ?? ''
  const statements: string[] = []
  const path = thaw(name, newFolder())
  const dialect = new SqliteDialect({ database: new Database(path) })
  const db = new Kysely<unknown>({ dialect, log: ({ query }) => void statements.push(query.sql) })
  await migrations[next]?.up(db)
  await db.destroy()
  return statements
}

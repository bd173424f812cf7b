import type Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { CatalogueDialect } from '../sqlite/CatalogueDialect.ts'
import { LAST_UNLINKED } from '../sqlite/mustBelong.ts'
import { migrations } from './index.ts'
import { emptyAfter, migrationAfter, newestDone, objectsOf, structureAfter, tablesOf } from './structure.ts'

/** A migration that was broken off, and what of it is still to be done. */
export interface HalfDone {
  readonly name: string
  readonly rest: readonly string[]
}

/**
 * How a catalogue stands to our migrations: as one of them leaves it, or between two, as versions up to 70 left it
 * where they were killed: they changed table after table, each for itself. `unknown` where it is neither.
 */
export async function standingOf(database: Database.Database): Promise<'between' | HalfDone | 'unknown'> {
  const done = newestDone(database)
  const { tables, objects } = done === undefined ? NONE : await structureAfter(done)
  if (objectsOf(database) === objects) return 'between'
  const half = await findHalfDone(database, done)
  if (half) return half
  // An index or a trigger that somebody took away is no reason not to open: the trail tells what was changed.
  return tablesOf(database) === tables && tables !== '' ? 'between' : 'unknown'
}

const NONE = { tables: '', objects: '' }

/** Where the next migration was broken off: after the first statements that lead to what is there. */
async function findHalfDone(
  database: Database.Database,
  done: string | undefined,
): Promise<HalfDone | undefined> {
  const name = migrationAfter(done)
  if (name === undefined || Number.parseInt(name, 10) > LAST_UNLINKED) return undefined
  const wanted = objectsOf(database)
  const statements = await statementsOf(name, done)
  const tried = await emptyAfter(done)
  try {
    for (const [i, statement] of statements.entries()) {
      tried.exec(statement)
      if (objectsOf(tried) === wanted) return { name, rest: statements.slice(i + 1) }
    }
    return undefined
  } finally {
    tried.close()
  }
}

async function statementsOf(name: string, before: string | undefined): Promise<string[]> {
  const statements: string[] = []
  const database = await emptyAfter(before)
  const dialect = new CatalogueDialect(database)
  const db = new Kysely<unknown>({ dialect, log: ({ query }) => void statements.push(query.sql) })
  await migrations[name]?.up(db)
  await db.destroy()
  return statements
}

/**
 * Does the rest of a migration in one transaction. Statements that change no structure may be done a second time: they
 * work out again what is worked out from masks, and rows are only copied where none are.
 */
export function finish(database: Database.Database, { name, rest }: HalfDone): void {
  const run = database.transaction(() => {
    for (const statement of rest) {
      const [, into] = /^INSERT INTO (\w+) SELECT/.exec(statement) ?? []
      if (into === undefined || !database.prepare(`SELECT 1 FROM ${into}`).get()) database.exec(statement)
    }
    database
      .prepare('INSERT INTO kysely_migration (name, timestamp) VALUES (?, ?)')
      .run(name, new Date().toISOString())
  })
  run.exclusive()
}

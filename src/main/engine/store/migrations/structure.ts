import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { CatalogueDialect } from '../sqlite/CatalogueDialect.ts'
import { migrations } from './index.ts'
import { migrate } from './migrate.ts'

const names = Object.keys(migrations)

/** Tables of a catalogue with their columns, as one text to compare; empty where there is none. */
export const tablesOf = (database: Database.Database): string =>
  String(
    database
      .prepare(
        `SELECT coalesce(group_concat(line, char(10)), '') FROM (
          SELECT t.name || '.' || c.name || ' ' || c.type AS line FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@' AND t.name NOT LIKE 'kysely@_%' ESCAPE '@'
          ORDER BY t.name, c.cid)`,
      )
      .pluck()
      .get(),
  )

/** The same with the names of indices and triggers. */
export const objectsOf = (database: Database.Database): string =>
  tablesOf(database) +
  String(
    database
      .prepare(
        `SELECT coalesce(group_concat(name), '') FROM
          (SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY name)`,
      )
      .pluck()
      .get(),
  )

/** The newest migration that a catalogue says is done, by its name; undefined for none. */
export function newestDone(database: Database.Database): string | undefined {
  const isNoted = database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'kysely_migration'`).get()
  if (!isNoted) return undefined
  const done = database.prepare('SELECT max(name) FROM kysely_migration').pluck().get()
  return typeof done === 'string' ? done : undefined
}

/** An empty catalogue in memory after this migration, or before all of them. */
export async function emptyAfter(name: string | undefined): Promise<Database.Database> {
  const database = new Database(':memory:')
  // Ended with the connection, which whoever asked closes.
  if (name !== undefined)
    await migrate(new Kysely<unknown>({ dialect: new CatalogueDialect(database) }), name)
  return database
}

const known = new Map<string, Promise<{ tables: string; objects: string }>>()

/** What a catalogue consists of after this migration. */
export function structureAfter(name: string): Promise<{ tables: string; objects: string }> {
  const made =
    known.get(name) ??
    emptyAfter(name).then((database) => {
      const structure = { tables: tablesOf(database), objects: objectsOf(database) }
      database.close()
      return structure
    })
  known.set(name, made)
  return made
}

/** The migration after this one; undefined after the last, and of a name that is not known. */
export const migrationAfter = (name: string | undefined): string | undefined =>
  name === undefined ? names[0] : names[names.indexOf(name) + 1 || names.length]

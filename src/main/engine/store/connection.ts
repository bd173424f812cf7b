import Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Catalogue } from './schema.ts'
import type { LogLink } from './sqlite/LogLink.ts'

/** SQLite's own connection to a catalogue. */
export type Connection = Database.Database

interface Kept {
  readonly connection: Connection
  /** Absent where the catalogue may only be looked at. */
  readonly link: LogLink | undefined
}

const connections = new WeakMap<Kysely<Catalogue>, Kept>()

/** Opens a catalogue's file. */
export const connect = (path: string, readonly: boolean): Connection =>
  new Database(path, { readonly, fileMustExist: true })

/** Says which connection the queries of `db` go over. */
export function keepConnection(db: Kysely<Catalogue>, connection: Connection, link?: LogLink): void {
  connections.set(db, { connection, link })
}

/**
 * The bare connection of an open store, for what goes over the rows of all frames: as Kysely's objects they take three
 * times as long. It never leaves this folder, and what comes in while people work is not written over it: it does not
 * wait for a transaction that is under way.
 */
export function connectionOf({ db }: { readonly db: Kysely<Catalogue> }): Connection {
  return keptOf(db).connection
}

/** What ties the catalogue of an open store to its log; undefined where it may only be looked at. */
export const linkOf = (db: Kysely<Catalogue>): LogLink | undefined => keptOf(db).link

function keptOf(db: Kysely<Catalogue>): Kept {
  const kept = connections.get(db)
  if (!kept) throw new Error('no open store')
  return kept
}

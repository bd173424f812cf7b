import Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Catalogue } from './schema.ts'

/** SQLite's own connection to a catalogue. */
export type Connection = Database.Database

const connections = new WeakMap<Kysely<Catalogue>, Connection>()

/** Opens a catalogue's file. */
export const connect = (path: string, readonly: boolean): Connection => new Database(path, { readonly })

/** Says which connection the queries of `db` go over. */
export function keepConnection(db: Kysely<Catalogue>, connection: Connection): void {
  connections.set(db, connection)
}

/**
 * The bare connection of an open store, for what goes over the rows of all frames: as Kysely's objects they take three
 * times as long. It never leaves this folder, and what comes in while people work is not written over it: it does not
 * wait for a transaction that is under way.
 */
export function connectionOf({ db }: { readonly db: Kysely<Catalogue> }): Connection {
  const connection = connections.get(db)
  if (!connection) throw new Error('no open store')
  return connection
}

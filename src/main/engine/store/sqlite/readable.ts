import Database from 'better-sqlite3'
import { inMemory } from './inMemory.ts'

/**
 * A connection that reads: to the file, or to a copy in memory where SQLite may not write what it reads a log by, nor take
 * back what a power cut left. Throws what SQLite says, also where the copy would be too large.
 */
export function readable(path: string): { connection: Database.Database; isInMemory: boolean } {
  const connection = new Database(path, { readonly: true, fileMustExist: true })
  try {
    connection.prepare('SELECT count(*) FROM sqlite_master').get()
    return { connection, isInMemory: false }
  } catch (error) {
    connection.close()
    if (!isOfDisk(error)) throw error
    const copy = inMemory(path)
    if (copy === undefined) throw error
    return { connection: copy, isInMemory: true }
  }
}

/** Whether SQLite cannot read because of what it may not write; PROTOCOL says that a log was being taken up meanwhile. */
export const isOfDisk = (error: unknown): boolean =>
  /^SQLITE_(CANTOPEN|IOERR|READONLY|FULL|PROTOCOL)/.test((error as { code?: string }).code ?? '')

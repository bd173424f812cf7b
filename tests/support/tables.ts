import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What a question to a study's tables finds: rows, past everything that the engine makes of them. */
export function inTables<R>(study: string, query: string, ...values: readonly unknown[]): R[] {
  const database = new Database(join(study, 'catalogue.sqlite'), { readonly: true })
  try {
    return database.prepare(query).all(...values) as R[]
  } finally {
    database.close()
  }
}

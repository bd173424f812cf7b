import type Database from 'better-sqlite3'
import { SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import type { LogLink } from './LogLink.ts'

/** Calls between two looks at the log's length. */
const CALLS = 100

/** SQLite as Kysely knows it, with changes of tables in transactions, and with the log moved on between calls. */
export class CatalogueDialect extends SqliteDialect {
  private readonly database: Database.Database
  private readonly link: LogLink | undefined

  constructor(database: Database.Database, link?: LogLink) {
    super({ database })
    this.database = database
    this.link = link
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }

  override createDriver(): SqliteDriver {
    return new LinkedDriver(this.database, this.link)
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** SQLite can; Kysely's adapter says otherwise, and a migration would be left half done by a kill. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class LinkedDriver extends SqliteDriver {
  private readonly link: LogLink | undefined
  private calls = 0

  constructor(database: Database.Database, link: LogLink | undefined) {
    super({ database })
    this.link = link
  }

  override async releaseConnection(): Promise<void> {
    if (++this.calls % CALLS !== 0) return
    try {
      this.link?.renew()
    } catch {
      // A full disk: what is committed stays in the log until there is space.
    }
  }
}

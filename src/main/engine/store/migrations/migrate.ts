import { type Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations, SCHEMA_VERSION } from './index.ts'

/**
 * Brings a catalogue to the newest version, or to an earlier one, in one transaction with the number of that version: a
 * kill leaves the old catalogue or the new one. Needs `CatalogueDialect`.
 */
export async function migrate<T>(db: Kysely<T>, to?: string): Promise<void> {
  await db.transaction().execute((transaction) => migrateIn(transaction, to))
}

async function migrateIn<T>(db: Transaction<T>, to: string | undefined): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to))
  if (error) throw error
  const version = to === undefined ? SCHEMA_VERSION : Number.parseInt(to, 10)
  await sql.raw(`PRAGMA user_version = ${version}`).execute(db)
}

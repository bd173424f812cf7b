import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { connect, keepConnection } from './connection.ts'
import { migrations, SCHEMA_VERSION } from './migrations/index.ts'
import { networkDrive } from './networkDrive.ts'
import type { Catalogue } from './schema.ts'
import { failureOf } from './sqliteFailure.ts'
import { takeWriterLock } from './writerLock.ts'

export const CATALOGUE = 'catalogue.sqlite'

/** An open study: its folder, its catalogue, and why it may not be written to, if so. */
export interface Store {
  readonly folder: string
  readonly db: Kysely<Catalogue>
  readonly readOnly: Reason | null
  close(): Promise<void>
}

export const isStudy = (folder: string) => existsSync(join(folder, CATALOGUE))

/**
 * Opens a study's catalogue, bringing an older one up to date after a backup. One process writes; a second gets
 * it read-only and is told who writes, and so does an app older than the study.
 */
export async function openStore(folder: string): Promise<Store> {
  if (!isStudy(folder)) {
    throw new Failure('noStudyHere', { folder, file: CATALOGUE })
  }
  const version = versionOf(join(folder, CATALOGUE))
  if (version > SCHEMA_VERSION) {
    return open(folder, reasonOf('writtenByNewer'), () => {})
  }
  const drive = networkDrive(folder)
  if (drive !== undefined) return open(folder, reasonOf('onNetworkDrive', { drive }), () => {})
  return openAsWriter(folder, version)
}

/** Makes an empty catalogue in `folder` and opens it. */
export async function createStore(folder: string): Promise<Store> {
  if (isStudy(folder)) throw new Failure('studyHereAlready', { folder })
  try {
    await mkdir(folder, { recursive: true })
    const drive = networkDrive(folder)
    if (drive !== undefined) throw new Failure('onNetworkDrive', { drive })
    return await openAsWriter(folder, 0)
  } catch (error) {
    throw failureOf(error)
  }
}

async function openAsWriter(folder: string, version: number): Promise<Store> {
  const lock = takeWriterLock(folder)
  if (!('release' in lock)) {
    const { host, pid, since } = lock
    const why = host === '' ? reasonOf('openSomewhere') : reasonOf('openElsewhere', { host, pid, since })
    return open(folder, why, () => {})
  }
  try {
    if (version > 0 && version < SCHEMA_VERSION) await backUp(folder, version)
    const store = open(folder, null, () => lock.release())
    await migrate(store.db)
    return store
  } catch (error) {
    lock.release()
    throw failureOf(error)
  }
}

function open(folder: string, readOnly: Reason | null, onClose: () => void): Store {
  const database = connect(join(folder, CATALOGUE), readOnly !== null)
  // FULL: better-sqlite3's NORMAL lost acknowledged strokes in 8 of 20 simulated power cuts (RELIABILITY §1).
  if (readOnly === null) {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
  }
  database.pragma('foreign_keys = ON')
  const db = new Kysely<Catalogue>({ dialect: new SqliteDialect({ database }) })
  keepConnection(db, database)
  return {
    folder,
    db,
    readOnly,
    async close() {
      await db.destroy()
      onClose()
    },
  }
}

function versionOf(path: string): number {
  try {
    const database = connect(path, true)
    try {
      return Number(database.pragma('user_version', { simple: true }))
    } finally {
      database.close()
    }
  } catch (error) {
    throw failureOf(error)
  }
}

async function migrate(db: Kysely<Catalogue>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  await sql.raw(`PRAGMA user_version = ${SCHEMA_VERSION}`).execute(db)
}

async function backUp(folder: string, version: number): Promise<void> {
  await copyFile(join(folder, CATALOGUE), join(folder, `catalogue-before-${version}.sqlite`))
}

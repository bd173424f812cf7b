import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { besides, putBeside } from './besides.ts'
import { CATALOGUE, isStudy } from './catalogueFile.ts'
import { type Connection, connect, keepConnection } from './connection.ts'
import { finish, type HalfDone, standingOf } from './migrations/halfDone.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'
import { migrate } from './migrations/migrate.ts'
import { tablesOf } from './migrations/structure.ts'
import { networkDrive } from './networkDrive.ts'
import { isNewer, newerCatalogue } from './openNewer.ts'
import type { Catalogue } from './schema.ts'
import { CatalogueDialect } from './sqlite/CatalogueDialect.ts'
import { readHeader } from './sqlite/header.ts'
import { inMemory, withoutLog } from './sqlite/inMemory.ts'
import { isMoved } from './sqlite/isMoved.ts'
import { LogLink } from './sqlite/LogLink.ts'
import { LAST_UNLINKED, mustBelong, versionIn } from './sqlite/mustBelong.ts'
import { isOfDisk, readable } from './sqlite/readable.ts'
import { readLog } from './sqlite/readLog.ts'
import { takeBack } from './sqlite/takeBack.ts'
import { failureOf } from './sqliteFailure.ts'
import { leaveUntouched } from './untouched.ts'
import { takeWriterLock } from './writerLock.ts'

/** Bytes up to which a catalogue's pages are all looked at when it is opened, which takes a tenth of a second. */
const LOOKED_THROUGH = 2 ** 26

/** An open study: its folder, its catalogue, and why it may not be written to, if so. */
export interface Store {
  readonly folder: string
  readonly db: Kysely<Catalogue>
  readonly readOnly: Reason | null
  /** The catalogue is looked at as a copy in memory: on a disk that takes nothing, or of an older version. */
  readonly isInMemory: boolean
  close(): Promise<void>
}

/**
 * Opens a study's catalogue, bringing an older one up to date after a copy of it. One process writes; a second gets
 * it read-only and is told who writes, and so does an app older than the study and one on a disk that takes nothing.
 * Fails STUDY_DAMAGED where the catalogue is not one that was written here, naming the copy that can be opened instead.
 */
export async function openStore(folder: string): Promise<Store> {
  const copies = besides(folder)
  if (!isStudy(folder) && copies.length === 0) throw new Failure('noStudyHere', { folder, file: CATALOGUE })
  try {
    if (!isStudy(folder)) throw new Failure('catalogueGone')
    return await openThere(folder)
  } catch (error) {
    const failure = failureOf(error)
    const [newest] = copies
    if (failure.code !== 'STUDY_DAMAGED' || newest === undefined) throw failure
    throw new Failure('copyOffered', { file: newest.file, at: newest.at }, failure)
  }
}

async function openThere(folder: string): Promise<Store> {
  const drive = networkDrive(folder)
  if (drive !== undefined) return openToLook(folder, reasonOf('onNetworkDrive', { drive }))
  // Before anything is asked that leaves a file beside it.
  if (isNewer(folder)) return openNewer(folder)
  const lock = takeWriterLock(folder)
  if (lock.is === 'taken') return openToLook(folder, lock.why)
  try {
    if (lock.is === 'held') await takeBack(join(folder, CATALOGUE))
    const version = versionHere(folder)
    if (lock.is === 'refused') return await openToLook(folder, lock.why)
    if (version <= SCHEMA_VERSION) return await openToWrite(folder, () => lock.release())
    lock.release()
    return await openNewer(folder)
  } catch (error) {
    if (lock.is === 'held') lock.release()
    // Somebody reads who has no log to read by, and would have to end first.
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      return openToLook(folder, reasonOf('openSomewhere'))
    const why = whyOnlyLooked(error)
    if (why === undefined) throw error
    return openToLook(folder, why)
  }
}

/** Why a study that does not open to be written to, or whose trail does not begin, can still be looked at; undefined where that is no answer. */
export function whyOnlyLooked(error: unknown): Reason | undefined {
  // A file beside a catalogue that was read already: SQLite does not say why it cannot open one.
  if ((error as { code?: string }).code?.startsWith('SQLITE_CANTOPEN')) return reasonOf('diskRefuses')
  const { code, reason } = failureOf(error)
  return code === 'DISK_FULL' || code === 'READ_ONLY' ? reason : undefined
}

/** The version of a catalogue that nobody writes to. Fails STUDY_DAMAGED where catalogue and log do not belong together. */
function versionHere(folder: string): number {
  const path = join(folder, CATALOGUE)
  const header = readHeader(path)
  const log = readLog(`${path}-wal`)
  const isBegunAnew =
    log.state === 'unreadable' && header.page !== null && isMoved(path, header.page.pageSize)
  mustBelong(header, isBegunAnew ? { ...log, state: 'whole' } : log)
  return versionIn(header, log)
}

/** What has to be done with a catalogue before it is written to. */
interface Looked {
  readonly version: number
  readonly standing: 'between' | HalfDone
}

/**
 * Looks whether a catalogue can be written to, and puts a copy of one beside it that will be changed. Over a connection
 * that only reads: one that writes moves into the catalogue what lies in its log, whatever log that is.
 */
async function look(folder: string): Promise<Looked> {
  const connection = connect(join(folder, CATALOGUE), true)
  try {
    const version = Number(connection.pragma('user_version', { simple: true }))
    if (tablesOf(connection) === '') throw new Failure('catalogueEmptied')
    if (version <= LAST_UNLINKED) mustBeOneStudy(connection, folder)
    // An older one's log bears no number yet by which another one's would be known.
    if (version < SCHEMA_VERSION || sizeOf(folder) <= LOOKED_THROUGH) mustBeWhole(connection)
    const standing = await standingOf(connection)
    if (standing === 'unknown') throw new Failure('catalogueHalfDone')
    if (standing !== 'between' || version < SCHEMA_VERSION) await putBeside(connection, folder, version)
    return { version, standing }
  } finally {
    connection.close()
  }
}

async function openToWrite(folder: string, release: () => void): Promise<Store> {
  const { version, standing } = await look(folder)
  const connection = connect(join(folder, CATALOGUE), false)
  const link = new LogLink(connection)
  try {
    link.begin()
    connection.pragma('foreign_keys = ON')
    if (standing !== 'between') finish(connection, standing)
    const db = new Kysely<Catalogue>({ dialect: new CatalogueDialect(connection, link) })
    if (version < SCHEMA_VERSION) await migrate(db)
    keepConnection(db, connection, link)
    const close = async () => {
      await link.close(() => ended(db, connection))
      release()
    }
    return { folder, db, readOnly: null, isInMemory: false, close }
  } catch (error) {
    await link.close(() => {
      connection.close()
    })
    throw error
  }
}

/** Kysely closes no connection that nothing was asked over yet. */
async function ended(db: Kysely<Catalogue>, connection: Connection): Promise<void> {
  await db.destroy()
  connection.close()
}

/**
 * Fails STUDY_DAMAGED where the log of a catalogue that bears no number makes another study of it: one that was made at
 * another moment. Before anything was moved out of its first log, a catalogue cannot tell.
 */
function mustBeOneStudy(connection: Connection, folder: string): void {
  const made = (of: Connection) => of.prepare(`SELECT value FROM setting WHERE key = 'created'`).pluck().get()
  let itself: Connection | undefined
  try {
    itself = inMemory(join(folder, CATALOGUE), { isWithLog: false })
    const moment = itself && made(itself)
    if (moment !== undefined && moment !== made(connection)) throw new Failure('logForeign')
  } catch (error) {
    // Torn without its log, as a kill leaves it.
    if (error instanceof Failure) throw error
  } finally {
    itself?.close()
  }
}

const sizeOf = (folder: string) => statSync(join(folder, CATALOGUE)).size

function mustBeWhole(connection: Connection): void {
  const said = connection.pragma('quick_check(1)', { simple: true })
  if (said !== 'ok') throw new Failure('catalogueDamaged', {}, said)
}

/** Opens a study that a newer app wrote, where that can be read, and writes nothing to its folder. */
async function openNewer(folder: string): Promise<Store> {
  const connection = newerCatalogue(folder)
  const touch = leaveUntouched(folder)
  const db = new Kysely<Catalogue>({ dialect: new CatalogueDialect(connection) })
  keepConnection(db, connection)
  const close = () => ended(db, connection).finally(touch)
  return { folder, db, readOnly: reasonOf('writtenByNewer'), isInMemory: true, close }
}

/** Opens a study's catalogue that is not written to, and says why. */
export async function openToLook(folder: string, readOnly: Reason): Promise<Store> {
  const path = join(folder, CATALOGUE)
  let { connection, isInMemory } = lookedAt(path, readOnly)
  try {
    if (tablesOf(connection) === '') throw new Failure('catalogueEmptied')
    const version = Number(connection.pragma('user_version', { simple: true }))
    if (version < SCHEMA_VERSION && !isInMemory) {
      const copy = withoutLog(connection.serialize())
      connection.close()
      connection = copy
      isInMemory = true
    }
    connection.pragma('foreign_keys = ON')
    const db = new Kysely<Catalogue>({ dialect: new CatalogueDialect(connection) })
    if (version < SCHEMA_VERSION) await migrate(db)
    keepConnection(db, connection)
    const opened = connection
    return { folder, db, readOnly, isInMemory, close: () => ended(db, opened) }
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Where SQLite cannot read what may only be looked at, the reason for that is what a person is told. */
function lookedAt(path: string, readOnly: Reason): ReturnType<typeof readable> {
  try {
    return readable(path)
  } catch (error) {
    throw isOfDisk(error) ? failureFor(readOnly, error) : error
  }
}

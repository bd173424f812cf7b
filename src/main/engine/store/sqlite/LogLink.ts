import { randomInt } from 'node:crypto'
import { closeSync, fsyncSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Frames that the log may hold before they are moved into the catalogue. */
const MOST_FRAMES = 1000
/** In a copy that was made whole: no log belongs to it. */
const SEALED = 2

/**
 * Ties a catalogue and its write-ahead log together. SQLite takes any log that lies beside a catalogue for its own:
 * of another study, of yesterday, or of a copy that was put in its place, and where the log is gone it misses nothing.
 * So the catalogue's first page bears a number (SQLite's `application_id`), and each log begins with a first page of
 * that number: a log without it is another one's. An odd number says that a log must be there, an even one that the
 * catalogue is whole by itself; 0 is that of versions without numbers.
 *
 * Frames are moved into the catalogue by `renew` alone, since the log's beginning has to be written again after it:
 * the number of a log is in it before it is in the catalogue, and a kill anywhere leaves a pair that belongs together.
 */
export class LogLink {
  private static readonly open = new Set<LogLink>()
  private readonly database: Database.Database
  private hasLog = false

  constructor(database: Database.Database) {
    this.database = database
    LogLink.open.add(this)
    // As a process ends, SQLite closes what is open in it: it removes the log, and the number says that it is missing.
    if (LogLink.open.size === 1) process.on('exit', LogLink.endAll)
  }

  /** Lets the catalogue be written through a log, from a catalogue without one or with what a kill left. */
  begin(): void {
    const { database } = this
    this.hasLog = this.toLog()
    // FULL: better-sqlite3's NORMAL lost acknowledged strokes in 8 of 20 simulated power cuts (RELIABILITY §1).
    database.pragma('synchronous = FULL')
    // Some disks let no log be: then SQLite writes without one, and none may be missed.
    if (!this.hasLog) return
    database.pragma('wal_autocheckpoint = 0')
    this.bear(Number(database.pragma('application_id', { simple: true })))
    this.move(odd())
  }

  /** Moves what the log holds into the catalogue, where it is long; between transactions only. */
  renew(): void {
    if (!this.hasLog || this.database.inTransaction) return
    const [{ log }] = this.database.pragma('wal_checkpoint(NOOP)') as [{ log: number }]
    if (log > MOST_FRAMES) this.move(odd())
  }

  /** Makes the catalogue whole by itself, for what rewrites it or ends; `begin` follows where it is written on. */
  loosen(): void {
    if (!this.hasLog) return
    this.bear(odd() + 1)
    this.database.pragma('wal_checkpoint(TRUNCATE)')
  }

  /**
   * Closes the connection by `close`, and leaves one file that can be opened where nothing can be written. Where that
   * cannot be, on a disk that refuses or with somebody who looks on, the log stays, and whoever opens the study next
   * takes it over.
   */
  async close(close: () => void | Promise<void>): Promise<void> {
    let onlooker: Database.Database | undefined
    LogLink.open.delete(this)
    if (LogLink.open.size === 0) process.off('exit', LogLink.endAll)
    try {
      this.end()
    } catch {
      onlooker = this.onlooker()
    }
    try {
      await close()
    } finally {
      onlooker?.close()
    }
  }

  /** The same at once, for a process that ends without having closed anything. */
  private static readonly endAll = () => {
    for (const link of LogLink.open) {
      try {
        if (link.database.inTransaction) link.database.exec('ROLLBACK')
        link.end()
      } catch {
        // Until the process is gone this keeps SQLite from moving the log.
        link.onlooker()
      }
    }
  }

  private end(): void {
    if (!this.hasLog) return
    mustBeSynced(`${this.database.name}-wal`)
    this.database.pragma('busy_timeout = 0')
    this.bear(odd() + 1)
    this.database.pragma('journal_mode = MEMORY')
  }

  /**
   * Lets the log stay when the connection closes. SQLite would move it into the catalogue and remove it, whose number then
   * says that it is missing; it does not while somebody else has the catalogue open, and does nothing for one who only
   * reads. Undefined where the disk does not let anybody read either, nor SQLite move anything.
   */
  private onlooker(): Database.Database | undefined {
    try {
      const onlooker = new Database(this.database.name, { readonly: true, fileMustExist: true })
      onlooker.pragma('user_version')
      return onlooker
    } catch {
      return undefined
    }
  }

  /**
   * Begins to write through a log; false where the disk lets none be. Into that and out of it SQLite changes two bytes of
   * the catalogue's first page, in one write. It would keep a journal of that, which a power cut leaves: nobody who only
   * reads can look past one, and beside another catalogue it is taken back into that. What changes lies in the first
   * sector, which a disk writes whole or not at all, so it is done without.
   */
  private toLog(): boolean {
    const { database } = this
    const mode = (source: string) => database.pragma(source, { simple: true })
    if (mode('journal_mode') === 'wal') return true
    mode('journal_mode = MEMORY')
    if (mode('journal_mode = WAL') === 'wal') return true
    mode('journal_mode = DELETE')
    return false
  }

  /** Makes a copy, which nobody else has open, a file by itself. */
  static seal(copy: Database.Database): void {
    copy.pragma('journal_mode = DELETE')
    copy.pragma('synchronous = FULL')
    copy.pragma(`application_id = ${SEALED}`)
  }

  private move(number: number): void {
    this.bear(number)
    // Passive: who reads is not waited for, and what cannot be moved yet is moved the next time.
    this.database.pragma('wal_checkpoint(PASSIVE)')
    // The first of a new log, or one more of the old: either way the log has a frame that is not moved, so SQLite does
    // not begin it anew by itself.
    this.bear(number)
  }

  /** Writes the first page with this number, also where it has it already. */
  private bear(number: number): void {
    this.database.pragma(`application_id = ${number}`)
  }
}

/**
 * Fails with what the disk says where it does not take a log. What was written to it is in it still where only syncing
 * failed; a write into that, cut off by the disk, would look like a log that was changed in the middle.
 */
function mustBeSynced(log: string): void {
  const file = openSync(log, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const odd = () => randomInt(2, 2 ** 30) * 2 - 1

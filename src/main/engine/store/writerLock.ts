import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Who writes to a study; an empty host where that cannot be told. */
export interface Holder {
  readonly host: string
  readonly pid: number
  readonly since: string
}

/** The right to write, held until `release`; the operating system takes it back when the process dies. */
export interface WriterLock {
  release(): void
}

/**
 * Takes the study's writer lock, or tells who holds it. The lock is an open exclusive transaction on a tiny
 * SQLite file: SQLite's own file locks are the operating system's, so none is left behind by kill −9, which a
 * lock file with a process id would be.
 */
export function takeWriterLock(folder: string): WriterLock | Holder {
  const notePath = join(folder, 'writer.json')
  const lock = new Database(join(folder, 'writer.lock'))
  try {
    lock.pragma('busy_timeout = 0')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return holderIn(notePath)
    throw error
  }
  const holder: Holder = { host: hostname(), pid: process.pid, since: new Date().toISOString() }
  writeFileSync(notePath, JSON.stringify(holder))
  return {
    release() {
      lock.close()
    },
  }
}

function holderIn(path: string): Holder {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return { host: '', pid: 0, since: '' }
  }
}

import { randomInt } from 'node:crypto'
import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { hasSpace } from './hasSpace.ts'
import { failureOf } from './sqliteFailure.ts'

/** Who writes to a study. */
interface Holder {
  readonly host: string
  readonly pid: number
  readonly since: string
}

/**
 * What came of asking for the right to write: it is held until `release`, and taken back by the operating system when the
 * process dies; or somebody else holds it; or the disk takes nothing, so that nobody can hold it.
 */
export type WriterLock =
  | { readonly is: 'held'; release(): void }
  | { readonly is: 'taken'; readonly why: Reason }
  | { readonly is: 'refused'; readonly why: Reason }

export type HeldLock = Extract<WriterLock, { readonly is: 'held' }>

/** Locks that are held: a connection that nobody names any more would be closed, and the lock gone. */
const kept = new Set<Database.Database>()

/** How often the lock is tried again while nobody who holds it is known, and the least and most time between, ms. */
const TRIES = 25
const BETWEEN = [10, 30] as const

/**
 * Takes the study's writer lock, or tells who holds it. The lock is an open exclusive transaction on a tiny
 * SQLite file: SQLite's own file locks are the operating system's, so none is left behind by kill −9, which a
 * lock file with a process id would be. Two who ask at once may refuse each other, so it is tried again, after times of
 * chance, until somebody says that he holds it.
 */
export function takeWriterLock(folder: string): WriterLock {
  const notePath = join(folder, 'writer.json')
  for (let tries = 0; tries < TRIES; tries++) {
    const lock = tryLock(folder, notePath)
    if (lock !== 'busy') return lock
    const holder = holderIn(notePath)
    if (holder) return { is: 'taken', why: reasonOf('openElsewhere', { ...holder }) }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, randomInt(...BETWEEN))
  }
  return { is: 'taken', why: reasonOf('openSomewhere') }
}

function tryLock(folder: string, notePath: string): WriterLock | 'busy' {
  let lock: Database.Database | undefined
  try {
    lock = new Database(join(folder, 'writer.lock'))
    lock.pragma('busy_timeout = 0')
    lock.exec('BEGIN EXCLUSIVE')
    const holder: Holder = { host: hostname(), pid: process.pid, since: new Date().toISOString() }
    writeFileSync(notePath, JSON.stringify(holder))
  } catch (error) {
    lock?.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return 'busy'
    return { is: 'refused', why: whyRefused(folder, error) }
  }
  const held = lock
  kept.add(held)
  return {
    is: 'held',
    release() {
      kept.delete(held)
      // Who comes next must not be told of us.
      rmSync(notePath, { force: true })
      held.close()
    },
  }
}

/** Why nothing can be written to a folder. Throws what went wrong where it is not the disk. */
function whyRefused(folder: string, error: unknown): Reason {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return reasonOf('diskWriteProtected')
  }
  const failure = failureOf(error)
  if (failure.code === 'DISK_FULL' || failure.code === 'READ_ONLY') return failure.reason
  if (!hasSpace(folder)) return reasonOf('diskFull')
  throw failure
}

/** Who holds the lock. Right after it was taken the note is that of a process that is gone, or none, for a moment. */
function holderIn(path: string): Holder | undefined {
  try {
    const { host, pid, since } = JSON.parse(readFileSync(path, 'utf8')) as Holder
    return host !== hostname() || isAlive(pid) ? { host, pid, since } : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

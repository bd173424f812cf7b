import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FailureCode } from '../../shared/reasons/failureCodes.ts'
import type { ReasonName } from '../../shared/reasons/index.ts'
import type { LoggedError } from '../../shared/reasons/LoggedError.ts'

export { loggedError } from '../../shared/reasons/logged.ts'

/** A file of the log is put aside when it has grown to this, bytes. */
const LARGEST = 500_000
/** How many files there are at most, the one that is written included. */
const FILES = 4

/**
 * What the log can hold. Numbers, ids of our own and words of this list: no field takes a text from a study or a path,
 * so that nothing of a patient can get in.
 */
export type LogEntry =
  | { readonly event: 'started'; readonly version: string; readonly node: string; readonly platform: string }
  | { readonly event: 'opened'; readonly readOnly: ReasonName | null }
  | {
      readonly event: 'failed'
      /** "layers.paint", or a command's name. */
      readonly operation: string
      readonly code: FailureCode
      readonly reason: ReasonName
      readonly error?: LoggedError
    }
  | {
      readonly event: 'round'
      readonly id: string
      readonly state: string
      readonly step: number
      readonly reason?: ReasonName
      readonly error?: LoggedError
    }
  | { readonly event: 'crashed'; readonly error: LoggedError }
  /** An error that nobody had caught, of a call where one began it; the process went on. */
  | { readonly event: 'uncaught'; readonly operation?: string; readonly error: LoggedError }
  /** A window's connection brought what is no call, or broke. */
  | { readonly event: 'connection'; readonly error: LoggedError }

/** Adds a line to the log. What cannot be written is not logged: work goes on without. */
export function writeLog(path: string, entry: LogEntry): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (existsSync(path) && statSync(path).size > LARGEST) rotate(path)
    appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), pid: process.pid, ...entry })}\n`)
  } catch {
    // A full disk is told elsewhere.
  }
}

/** All that is logged still, oldest first. */
export const readLog = (path: string): string =>
  filesOf(path)
    .filter(existsSync)
    .reverse()
    .map((file) => readFileSync(file, 'utf8'))
    .join('')

/** loco.log, loco.log.1, …: the newest first. */
const filesOf = (path: string) => Array.from({ length: FILES }, (_, i) => (i === 0 ? path : `${path}.${i}`))

function rotate(path: string): void {
  const files = filesOf(path)
  for (let i = FILES - 1; i > 0; i--) {
    const [from, to] = [files[i - 1], files[i]]
    if (from && to && existsSync(from)) renameSync(from, to)
  }
}

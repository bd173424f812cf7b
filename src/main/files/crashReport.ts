import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, platform, release } from 'node:os'
import { join } from 'node:path'
import type { LoggedError } from '../../shared/reasons/LoggedError.ts'

/** How many reports are kept; the oldest go. */
const KEPT = 20

/**
 * What a report of something that died can hold: numbers and words of this list. No field takes a text from a study, a path
 * or an error's message, so that nothing of a patient can get in.
 */
export interface Crash {
  readonly process: 'shell' | 'window' | 'engine' | 'trainer' | 'graphics' | 'other'
  /** `error`: nobody caught one. `ended`: the process was gone. */
  readonly what: 'error' | 'ended'
  /** A word of the system's, as "crashed", "oom" or "SIGKILL". */
  readonly how?: string | undefined
  readonly exitCode?: number | undefined
  readonly error?: LoggedError | undefined
}

/** A report as it lies in the folder. */
export interface CrashReport extends Crash {
  /** ISO. */
  readonly at: string
  readonly version: string
}

/** Where the reports of an installation lie: beside those that people save for support. */
export const reportsIn = (dataFolder: string): string => join(dataFolder, 'reports')

const NAME = /^crash-[\w-]+\.json$/
const WORD = /^[\w-]{1,40}$/

/** Leaves a report. It is never sent anywhere, and what cannot be written is left: the disk may be what broke. */
export function writeCrash(
  { dataFolder, version }: { readonly dataFolder: string; readonly version: string },
  { how, ...crash }: Crash,
): void {
  try {
    const folder = reportsIn(dataFolder)
    mkdirSync(folder, { recursive: true })
    const at = new Date().toISOString()
    const word = how !== undefined && WORD.test(how) ? { how } : {}
    const system = `${platform()} ${release()} ${arch()}`
    const report = { at, version, system, ...crash, ...word }
    const name = `crash-${at.replaceAll(/[:.]/g, '-')}-${crash.process}-${process.pid}.json`
    writeFileSync(join(folder, name), `${JSON.stringify(report, null, 2)}\n`)
    for (const old of namesIn(folder).slice(KEPT)) rmSync(join(folder, old), { force: true })
  } catch {
    // Nothing is done about it: whatever died is dealt with elsewhere.
  }
}

/** Reports that were left after a moment (ISO), newest first: each one's file name and its text. */
export function crashesSince(dataFolder: string, moment: string): { name: string; text: string }[] {
  const folder = reportsIn(dataFolder)
  return namesIn(folder).flatMap((name) => {
    const text = readOr(join(folder, name), '')
    return momentOf(text) > moment ? [{ name, text }] : []
  })
}

/** When a report was left; nothing for one that cannot be read. */
function momentOf(text: string): string {
  try {
    return String((JSON.parse(text) as { at?: unknown }).at ?? '')
  } catch {
    return ''
  }
}

/** The newest first: their names begin with the time. */
const namesIn = (folder: string): string[] =>
  readdirOr(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()

function readdirOr(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

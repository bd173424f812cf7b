import { appendFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { Refused } from '../../src/shared/reasons/Refused.ts'
import { wordsOf } from '../../src/shared/reasons/wordsOf.ts'

/** What came of one fault tried many times; `npm run test:faults` prints one row for each. */
export interface Tally {
  tried: number
  /** What was acknowledged and is gone, or was given out for something that it is not. */
  lost: number
  /** Processes that ended, or hung, where they had to answer. */
  crashed: number
  /** What was said to a person that does not say what happened. */
  unclear: number
}

/** What a bed must end with, besides how often it tried. */
export const NOTHING_WRONG = { lost: 0, crashed: 0, unclear: 0 } as const

/** Counts what comes of `fault` in the running test, whose end puts it into the table. */
export function tallyOf(fault: string): Tally {
  const tally: Tally = { tried: 0, lost: 0, crashed: 0, unclear: 0 }
  onTestFinished(() => {
    const table = process.env['LOCO_FAULT_TALLIES']
    if (table !== undefined) appendFileSync(table, `${JSON.stringify({ fault, ...tally })}\n`)
  })
  return tally
}

/** Whether an error says to a person what happened: a reason of ours, worded as a sentence, and not just "it failed". */
export const isClear = (error: unknown): boolean => error instanceof Refused && saysWhat(error.reason)

/** The same of a reason that came as a value. */
export const saysWhat = (reason: Reason): boolean =>
  !['internal', 'trainerFailed'].includes(reason.name) && /^\S.{15,400}[.?]$/su.test(wordsOf(reason, 'en'))

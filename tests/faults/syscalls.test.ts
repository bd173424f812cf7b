import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { times } from '../support/counts.ts'
import { hasCompiler } from '../support/places.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'
import { allThatWrite, writingBed } from '../support/writing/bed.ts'
import type { Ended, ForkServer } from '../support/writing/ForkServer.ts'
import { acknowledgedIn, lookedAt } from '../support/writing/lookedAt.ts'
import { prepared } from '../support/writing/prepared.ts'
import type { Writing } from '../support/writing/Writing.ts'

/** What the disk says; a full or a read-only one goes on saying it until the operation has ended. */
const ANSWERS = [
  { name: 'EIO', errno: constants.errno.EIO, onwards: false },
  { name: 'ENOSPC', errno: constants.errno.ENOSPC, onwards: true },
  { name: 'EROFS', errno: constants.errno.EROFS, onwards: true },
] as const
/** Places in an operation where a call fails, spread over all of them; and how many answers each gets. */
const PLACES = times(6, Number.POSITIVE_INFINITY)
const ANSWERS_EACH = times(1, 3)
/** Enough for an operation to meet what its first time left behind. */
const REPEATS = 2

describe.skipIf(!hasCompiler)('a call that fails', () => {
  const bed = writingBed()

  it.each(allThatWrite)('while it writes: %s', { timeout: 1_800_000 }, async (name, writing) => {
    const tally = tallyOf(`a failing call: ${name}`)
    const start = await prepared(writing, bed.path)
    bed.server.fresh(start)
    const whole = await bed.server.run({ operation: name, disturbance: { kind: 'none' }, repeats: REPEATS })
    const calls = whole.told.flatMap((line) => ('calls' in line ? [line.calls] : []))[0] ?? 0
    expect(calls, JSON.stringify(whole.told)).toBeGreaterThan(0)
    const wrong: string[] = []
    // What decodes images takes long.
    const step = Math.max(1, calls / (writing.staysCold ? PLACES / 2 : PLACES))
    for (let place = 0; Math.round(1 + place * step) <= calls; place++) {
      for (let n = 0; n < ANSWERS_EACH; n++) {
        const answer = ANSWERS[(place + n) % ANSWERS.length] ?? ANSWERS[0]
        const at = Math.round(1 + place * step)
        bed.server.fresh(start)
        const { errno, onwards } = answer
        const disturbance = { kind: 'call', at, errno, onwards } as const
        const ended = await bed.server.run({ operation: name, disturbance, repeats: REPEATS })
        tally.tried++
        const found = await verdict(bed.server, writing, ended)
        if (found.crashed.length > 0) tally.crashed++
        if (found.lost.length > 0) tally.lost++
        if (found.unclear.length > 0) tally.unclear++
        for (const text of Object.values(found).flat())
          wrong.push(`${answer.name} at ${at} of ${calls}, ${text}`)
      }
    }
    expect(wrong).toEqual([])
    expect(tally).toEqual({ tried: tally.tried, ...NOTHING_WRONG })
  })
})

/** Reasons by which a person learns that it is the disk. */
const OF_DISK = [
  'diskFull',
  'diskRefuses',
  'diskWriteProtected',
  'pathWriteProtected',
  'backupDiskFull',
  'backupDiskRefuses',
  'backupNotWritten',
]
/** SQLite does not say why it cannot open one of its files. */
const saysOfDisk = (reason: string, failedCall: string) =>
  OF_DISK.includes(reason) || (reason === 'unreadable' && /^open .*(sqlite|writer\.lock)/.test(failedCall))

/** What a child told that must not be, and what an engine that comes later finds. */
async function verdict(server: ForkServer, writing: Writing, ended: Ended) {
  const failedCall = ended.told.flatMap((line) => ('failedCall' in line ? [line.failedCall] : []))[0] ?? '?'
  const named = (text: string) => `${failedCall}: ${text}`
  const crashed =
    ended.ended === 0 && !ended.hung ? [] : [named(`ended ${ended.ended}: ${JSON.stringify(ended.told)}`)]
  const unclear: string[] = []
  const lost: string[] = []
  for (const line of ended.told) {
    if ('crashed' in line) crashed.push(named(line.crashed))
    if ('failed' in line && !(line.isClear && saysOfDisk(line.reason, failedCall)))
      unclear.push(named(`${line.reason}: ${line.failed}`))
    if ('afterwards' in line) lost.push(...line.afterwards.map(named))
    if ('again' in line && line.again !== null) lost.push(named(`not again: ${line.again}`))
  }
  const after = { acknowledged: acknowledgedIn(ended), isDone: true }
  lost.push(...(await lookedAt(server, writing, after)).map((text) => named(`later: ${text}`)))
  return { crashed, unclear, lost }
}

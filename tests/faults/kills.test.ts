import { describe, expect, it } from 'vitest'
import { streamFor } from '../../src/shared/domain/random.ts'
import { times } from '../support/counts.ts'
import { hasCompiler } from '../support/places.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'
import { allThatWrite, writingBed } from '../support/writing/bed.ts'
import type { ForkServer } from '../support/writing/ForkServer.ts'
import { acknowledgedIn, doneAgain, lookedAt } from '../support/writing/lookedAt.ts'
import { prepared } from '../support/writing/prepared.ts'
import type { Writing } from '../support/writing/Writing.ts'

const KILLS = times(4, 40)
/** Strokes are what a person's work is made of. */
const STROKE_KILLS = times(100, 1000)
/** More than are done before the kill. */
const BURST = 100_000
/** One in so many is done again afterwards, and looked at again. */
const AGAIN = times(4, 1)

describe.skipIf(!hasCompiler)('kill −9', () => {
  const bed = writingBed()

  it.each(allThatWrite)('while it writes: %s', { timeout: 900_000 }, async (name, writing) => {
    const tally = tallyOf(`kill −9: ${name}`)
    const wrong: string[] = []
    const start = await prepared(writing, bed.path)
    const random = streamFor(7, `kills ${name}`)
    let length = await lengthOf(bed.server, writing, start)
    const kills = name === 'stroke' ? STROKE_KILLS : KILLS
    // What ends before its kill was not killed, and is tried again.
    for (let tries = 0; tally.tried < kills && tries < 10 * kills; tries++) {
      bed.server.fresh(start)
      const disturbance = { kind: 'kill', after: random() * length } as const
      const killed = await bed.server.run({ operation: name, disturbance, repeats: BURST })
      if (killed.ended !== -9) {
        length = Math.min(length, killed.ms)
        continue
      }
      tally.tried++
      if (killed.hung) tally.crashed++
      const acknowledged = acknowledgedIn(killed)
      const found = await lookedAt(bed.server, writing, { acknowledged, isDone: false })
      if (tally.tried % AGAIN === 0) found.push(...(await doneAgain(bed.server, writing, acknowledged)))
      if (found.length > 0) tally.lost++
      wrong.push(...found)
    }
    expect(wrong).toEqual([])
    expect(tally).toEqual({ tried: kills, ...NOTHING_WRONG })
  })
})

/** How long it takes undisturbed, ms; what goes on and on is killed within so long. */
async function lengthOf(server: ForkServer, writing: Writing, start: string): Promise<number> {
  server.fresh(start)
  const { ended, ms, told } = await server.run({
    operation: writing.name,
    disturbance: { kind: 'none' },
    repeats: 8,
  })
  expect({ ended, told }).toMatchObject({
    ended: 0,
    told: expect.arrayContaining([{ done: true }]) as unknown,
  })
  return ms
}

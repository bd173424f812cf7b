import { describe, expect, it } from 'vitest'
import { streamFor, whole } from '../../src/shared/domain/random.ts'
import { times } from '../support/counts.ts'
import { hasCompiler } from '../support/places.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'
import { allThatWrite, writingBed } from '../support/writing/bed.ts'
import { Disk } from '../support/writing/Disk.ts'
import type { Order } from '../support/writing/ForkServer.ts'
import { lookedAt } from '../support/writing/lookedAt.ts'
import { checkpoint } from '../support/writing/operations/checkpoint.ts'
import { exporting } from '../support/writing/operations/export.ts'
import { stroke } from '../support/writing/operations/stroke.ts'
import { prepared } from '../support/writing/prepared.ts'
import { type Recorded, readRecording } from '../support/writing/Recording.ts'
import type { Writing } from '../support/writing/Writing.ts'

const CUTS = times(6, 100)
const REPEATS = 8
/** Shares of what was not synced that are on the disk all the same. */
const KEPT = [0, 0.5, 0.9]

/**
 * A process writes while the shim writes down all that it writes and syncs; the power is then cut at any moment of that,
 * as often as wanted: what was synced stays, and of the rest what chance leaves.
 */
describe.skipIf(!hasCompiler)('a power cut', () => {
  const bed = writingBed()

  /** What is wrong after so many cuts, each at a moment of its own. */
  async function cut(
    writing: Writing,
    cuts: number,
    {
      record = 'as it is',
      heeds = () => true,
    }: { record?: NonNullable<Order['record']>; heeds?: (r: Recorded) => boolean } = {},
  ): Promise<string[][]> {
    const start = await prepared(writing, bed.path)
    bed.server.fresh(start)
    const order = {
      operation: writing.name,
      disturbance: { kind: 'none' },
      repeats: REPEATS,
      record,
    } as const
    const { ended, told } = await bed.server.run(order)
    expect({ ended, told }).toMatchObject({
      ended: 0,
      told: expect.arrayContaining([{ done: true }]) as unknown,
    })
    const records = readRecording(bed.server.recording).filter(heeds)
    const random = streamFor(11, `cuts ${writing.name}`)
    const wrong: string[][] = []
    for (let n = 0; n < cuts; n++) {
      bed.server.fresh(start)
      const disk = new Disk(bed.server.home)
      const until = whole(random, 1, records.length)
      const before = records.slice(0, until)
      for (const one of before) disk.apply(one)
      disk.cutTo(bed.server.home, random, KEPT[n % KEPT.length] ?? 0)
      const acknowledged = before.filter(({ kind }) => kind === 'mark').map(({ path }) => path)
      const found = await lookedAt(bed.server, writing, { acknowledged, isDone: false })
      wrong.push(found.map((text) => `after ${until} of ${records.length}: ${text}`))
    }
    return wrong
  }

  it.each(allThatWrite)('loses nothing: %s', { timeout: 600_000 }, async (name, writing) => {
    const tally = tallyOf(`power cut: ${name}`)
    const wrong = await cut(writing, CUTS)
    tally.tried = wrong.length
    tally.lost = wrong.filter((one) => one.length > 0).length
    expect(wrong.flat()).toEqual([])
    expect(tally).toEqual({ tried: CUTS, ...NOTHING_WRONG })
  })

  // Or these cuts would prove nothing.
  it('is seen to lose strokes where SQLite syncs as it likes', async () => {
    expect((await cut(stroke, 20, { record: 'carelessly' })).flat().join('\n')).toContain('lost: strokes')
  })
  it.each([
    ['an export', exporting, 'no sums'],
    ['a checkpoint', checkpoint, 'lost: step'],
  ])('is seen to lose %s where no folder is synced', async (_, writing, said) => {
    const heeds = ({ kind, path }: Recorded) => kind !== 'synced' || /\.\w+$/.test(path)
    expect((await cut(writing, 20, { heeds })).flat().join('\n')).toContain(said)
  })
})

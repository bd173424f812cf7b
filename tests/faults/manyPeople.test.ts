import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { type Random, shuffled, streamFor, whole } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { type ServedApp, serveApp } from '../support/browser.ts'
import { times } from '../support/counts.ts'
import { hasBuild } from '../support/places.ts'
import { connectTo, enter, type Session, type WindowClient } from '../support/Session.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const PEOPLE = 20
const STROKES = times(25, 500)
const SIDE = 32
const patch = Buffer.from(encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) })).toString('base64')

const place = temporaryFolder()

interface Stroke {
  readonly stroke: string
  readonly base: number
}

describe.skipIf(!hasBuild)('twenty windows at one server', { timeout: 900_000 }, () => {
  let app: ServedApp
  let session: Session

  beforeAll(async () => {
    const engine = testEngine(place.path)
    await studyOfFrames(engine, place.path, { count: PEOPLE, side: SIDE })
    await engine.close()
    app = await serveApp(place.path)
    session = await enter(app.address)
    const { client, socket } = await connectTo(session)
    await client.study.open({ folder: join(place.path, 'study') })
    socket.close()
  })
  afterAll(async () => {
    await app.stop()
    place.remove()
  })

  it(`paint ${STROKES} strokes each, over connections that break, double and turn round: each is there once`, async () => {
    const tally = tallyOf('strokes over broken, doubled and reordered connections')
    const painted = await Promise.all(
      Array.from({ length: PEOPLE }, (_, n) => new Hand(session, n + 1).paintAll()),
    )
    await app.stop()
    for (const [n, acknowledged] of painted.entries()) {
      const saved = inTables(
        join(place.path, 'study'),
        `SELECT r.stroke, r.number FROM revision r JOIN layer l ON l.id = r.layer_id WHERE l.frame_id = ${n + 1} ORDER BY r.number`,
      ) as { stroke: string; number: number }[]
      tally.tried += acknowledged.size
      const numbers = new Map(saved.map(({ stroke, number }) => [stroke, number]))
      for (const [stroke, revision] of acknowledged) if (numbers.get(stroke) !== revision) tally.lost++
      // None twice, and none that was never acknowledged.
      tally.lost += Math.abs(saved.length - acknowledged.size)
    }
    const engine = testEngine(place.path)
    const { store } = await engine.openStudy(join(place.path, 'study'))
    expect(await verifyStudy(store)).toEqual([])
    await engine.close()
    expect(tally).toEqual({ tried: PEOPLE * STROKES, ...NOTHING_WRONG })
  })
})

/** Somebody who paints one frame over a bad connection: what is not answered is sent again, as a window does. */
class Hand {
  private readonly session: Session
  private readonly frame: number
  private readonly random: Random
  private readonly acknowledged = new Map<string, number>()
  private window: WindowClient | undefined

  constructor(session: Session, frame: number) {
    this.session = session
    this.frame = frame
    this.random = streamFor('hand', frame)
  }

  /** Resolves with each stroke and the revision that it was acknowledged as. */
  async paintAll(): Promise<ReadonlyMap<string, number>> {
    for (let n = 0; n < STROKES; n++) {
      const stroke = { stroke: `stroke-${this.frame}-${n}`, base: n }
      while (!this.acknowledged.has(stroke.stroke)) await this.send(stroke)
    }
    this.window?.socket.close()
    return this.acknowledged
  }

  /** Sends a stroke, now and then twice, among older ones and ones that come too early, over a line that may be cut. */
  private async send(stroke: Stroke): Promise<void> {
    this.window ??= await connectTo(this.session)
    const { client, socket } = this.window
    const chance = this.random()
    const others: Stroke[] = []
    if (chance < 0.15) others.push(stroke)
    if (chance > 0.9 && stroke.base > 0)
      others.push({ stroke: `stroke-${this.frame}-${stroke.base - 1}`, base: stroke.base - 1 })
    if (chance > 0.8 && chance < 0.85)
      others.push({ stroke: `early-${this.frame}-${stroke.base}`, base: stroke.base + 7 })
    if (chance > 0.85 && chance < 0.9 && stroke.base > 0)
      others.push({ stroke: `stale-${this.frame}-${stroke.base}`, base: stroke.base - 1 })
    const sent = shuffled(this.random, [stroke, ...others]).map((one) => this.ask(client, one))
    if (this.random() < 0.05) {
      await pause(whole(this.random, 0, 3))
      socket.terminate()
      this.window = undefined
      await Promise.race([Promise.allSettled(sent), pause(20)])
      return
    }
    await Promise.all(sent)
  }

  private async ask(client: WindowClient['client'], { stroke, base }: Stroke): Promise<void> {
    const [x, y] = [base % SIDE, Math.floor(base / SIDE) % SIDE]
    try {
      const { revision } = await client.layers.paint({ frame: this.frame, stroke, base, x, y, patch })
      const before = this.acknowledged.get(stroke)
      if (before !== undefined && before !== revision)
        throw new Error(`${stroke} was saved as two revisions.`)
      this.acknowledged.set(stroke, revision)
      if (!stroke.startsWith('stroke'))
        throw new Error(`${stroke} was painted over what its painter had not seen.`)
    } catch (error) {
      // A stale edit is told as a conflict; a line that is cut tells nothing.
      const isConflict = error instanceof ORPCError && error.code === 'STALE_REVISION'
      if (!isConflict && !isCut(error)) throw error
      if (isConflict && stroke.startsWith('stroke'))
        throw new Error(`${stroke} of ${base} was told to be stale.`)
    }
  }
}

const isCut = (error: unknown) =>
  error instanceof Error &&
  !(error instanceof ORPCError) &&
  /abort|clos|not open|readyState/i.test(error.message + error.name)

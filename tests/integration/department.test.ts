import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { type Random, shuffled, streamFor, whole } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { times } from '../support/counts.ts'
import { connectToDepartment, signedIn, withAccounts } from '../support/department.ts'
import { type DepartmentApp, serveDepartmentApp } from '../support/departmentApp.ts'
import { hasBuild } from '../support/places.ts'
import type { WindowClient } from '../support/Session.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const PEOPLE = 20
const STROKES = times(20, 500)
const SIDE = 32
const patch = Buffer.from(encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) })).toString('base64')
const nameOf = (n: number) => `Reader ${String(n).padStart(2, '0')}`

const place = temporaryFolder()
const study = join(place.path, 'study')

interface Stroke {
  readonly stroke: string
  readonly base: number
}

describe.skipIf(!hasBuild)('twenty people of a department', { timeout: 1_800_000 }, () => {
  let app: DepartmentApp

  beforeAll(async () => {
    const engine = testEngine(place.path)
    await studyOfFrames(engine, place.path, { count: PEOPLE, side: SIDE })
    const readers = Array.from({ length: PEOPLE }, (_, n) => [nameOf(n + 1), 'annotator'] as const)
    await withAccounts(engine, { Enno: 'engineer', ...Object.fromEntries(readers) })
    await engine.close()
    app = await serveDepartmentApp(place.path, study)
  }, 120_000)
  afterAll(async () => {
    await app.stop()
    place.remove()
  })

  it(`paint ${STROKES} strokes each over TLS, which breaks, doubles and turns round: each is there once`, async () => {
    const tally = tallyOf('strokes of signed-in people over broken, doubled and reordered TLS connections')
    const tokens: string[] = []
    for (let n = 1; n <= PEOPLE; n++) {
      const { socket, token } = await signedIn(app.origin, nameOf(n))
      tokens.push(token)
      socket.terminate()
    }
    const painted = await Promise.all(tokens.map((token, n) => new Hand(app.origin, token, n + 1).paintAll()))
    // The engine has come through all of it.
    const { client, socket } = await signedIn(app.origin, 'Enno')
    expect((await client.study.current())?.frames).toBe(PEOPLE)
    socket.terminate()
    expect(app.hasEnded).toBe(false)
    await app.stop()
    for (const [n, acknowledged] of painted.entries()) {
      const saved = inTables(
        study,
        `SELECT r.stroke, r.number, l.author FROM revision r JOIN layer l ON l.id = r.layer_id WHERE l.frame_id = ${n + 1} ORDER BY r.number`,
      ) as { stroke: string; number: number; author: string }[]
      tally.tried += acknowledged.size
      const numbers = new Map(saved.map(({ stroke, number }) => [stroke, number]))
      for (const [stroke, revision] of acknowledged) if (numbers.get(stroke) !== revision) tally.lost++
      // None twice, none that was never acknowledged, and all of them this person's.
      tally.lost += Math.abs(saved.length - acknowledged.size)
      expect(new Set(saved.map(({ author }) => author))).toEqual(new Set([nameOf(n + 1)]))
    }
    const engine = testEngine(place.path)
    const { store } = await engine.openStudy(study)
    expect(await verifyStudy(store)).toEqual([])
    await engine.close()
    expect(tally).toEqual({ tried: PEOPLE * STROKES, ...NOTHING_WRONG })
  })
})

/**
 * Somebody who paints one frame over a bad connection, as a window does: what is not answered is sent again with the same
 * id, over a new connection after the session is resumed.
 */
class Hand {
  private readonly origin: string
  private readonly token: string
  private readonly frame: number
  private readonly random: Random
  private readonly acknowledged = new Map<string, number>()
  private window: WindowClient | undefined

  constructor(origin: string, token: string, frame: number) {
    this.origin = origin
    this.token = token
    this.frame = frame
    this.random = streamFor('department', frame)
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

  /** Sends a stroke, now and then twice, among older ones, over a line that may be cut. */
  private async send(stroke: Stroke): Promise<void> {
    const { client, socket } = await this.opened()
    const chance = this.random()
    const older = (n: number) => ({ stroke: `stroke-${this.frame}-${n}`, base: n })
    const others: Stroke[] = []
    if (chance < 0.15) others.push(stroke)
    if (chance > 0.85 && stroke.base > 0) others.push(older(stroke.base - 1))
    if (chance > 0.95 && stroke.base > 1) others.push(older(stroke.base - 2))
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

  private async opened(): Promise<WindowClient> {
    if (this.window) return this.window
    const window = await connectToDepartment(this.origin)
    await window.client.people.resume({ token: this.token })
    this.window = window
    return window
  }

  private async ask(client: WindowClient['client'], { stroke, base }: Stroke): Promise<void> {
    const [x, y] = [base % SIDE, Math.floor(base / SIDE) % SIDE]
    try {
      const { revision } = await client.layers.paint({ frame: this.frame, stroke, base, x, y, patch })
      const before = this.acknowledged.get(stroke)
      if (before !== undefined && before !== revision)
        throw new Error(`${stroke} was saved as two revisions.`)
      this.acknowledged.set(stroke, revision)
    } catch (error) {
      // A line that is cut tells nothing; whatever the engine refuses is a mistake.
      if (error instanceof ORPCError || !isCut(error)) throw error
    }
  }
}

const isCut = (error: unknown) =>
  error instanceof Error && /abort|clos|not open|readyState/i.test(error.message + error.name)

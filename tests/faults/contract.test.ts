import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { contract } from '../../src/shared/contract/index.ts'
import { type Random, streamFor } from '../../src/shared/domain/random.ts'
import { reason } from '../../src/shared/reasons/index.ts'
import { type ServedApp, serveApp } from '../support/browser.ts'
import { contractValues, type Subject } from '../support/contractValues.ts'
import { times } from '../support/counts.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { hasBuild } from '../support/places.ts'
import { connectTo, enter, type WindowClient } from '../support/Session.ts'
import { madeBy, spoiled } from '../support/schemaValues.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, type Tally, tallyOf } from '../support/tally.ts'

/** Questions to each operation, half of them as the contract has them. */
const QUESTIONS = times(2, 80)
/** Up to which question those that may start a trainer, or draw a study, are asked what they can answer. */
const COSTLY = times(0, 8)
const SIDE = 48
const FRAMES = 16
/** Nothing may take longer, ms, but what starts a process that loads TensorFlow or waits for the disk. */
const PATIENCE = 5000
const COSTLY_PATIENCE = 60_000

type Ask = (input: unknown) => Promise<unknown>
const operations = Object.entries({ ...contract }).flatMap(([group, all]) =>
  Object.entries(all).map(([name, operation]) => ({
    group,
    name,
    // Of the contract's own making: each input is described by zod.
    schema: operation['~orpc'].inputSchema as z.core.$ZodType | undefined,
  })),
)
/** What starts a trainer, or makes a study with pictures of its own. */
const costly = new Set([
  'training.start',
  'training.resume',
  'models.use',
  'machine.report',
  'study.demo',
  'selfTest.run',
])
/** What loads TensorFlow, or writes all of a study and waits for the disk; how long that takes is the machine's affair. */
const waits = new Set([...costly, 'frames.look', 'training.taken', 'study.backUp'])
/** After these another study may be open. */
const opening = new Set(['study.open', 'study.create', 'study.demo', 'bring.intoNew'])

const place = temporaryFolder()
const at = (...parts: string[]) => join(place.path, ...parts)
const subject: Subject = {
  place: place.path,
  side: SIDE,
  frames: FRAMES,
  models: ['one', 'two'],
  runs: [],
  lists: [],
}

describe.skipIf(!hasBuild)('the contract, asked anything', { timeout: 1_200_000 }, () => {
  let app: ServedApp
  let window: WindowClient

  beforeAll(async () => {
    await makeStudy()
    app = await serveApp(at('home'), 0, at('a/b/c/d'))
    window = await connectTo(await enter(app.address))
  })
  afterAll(async () => {
    await app.stop()
    place.remove()
  })

  const openTheStudy = () => window.client.study.open({ folder: at('study') })

  it(`answers or refuses with a sentence, ${QUESTIONS} times each, and the study is sound`, async () => {
    const tally = tallyOf('questions of chance to every operation')
    const known = contractValues(subject)
    const around = readdirSync(join(place.path, '..')).length
    await openTheStudy()
    for (let n = 0; n < QUESTIONS; n++)
      for (const { group, name, schema } of operations) {
        const operation = `${group}.${name}`
        if (costly.has(operation) && n >= COSTLY && (n % 2 === 0 || !schema)) continue
        const random = streamFor('contract', operation, n)
        const right = schema && madeBy(schema, random, known, [group, name])
        const input = n % 2 === 0 ? right : spoiled(right, random)
        await asked(operation, input, tally, random)
        if (opening.has(operation)) await openTheStudy()
      }
    expect((await window.client.study.verify()).problems).toEqual([])
    await app.stop()
    const engine = testEngine(at('home'))
    const { store } = await engine.openStudy(at('study'))
    expect(await verifyStudy(store)).toEqual([])
    await engine.close()
    expect(readdirSync(join(place.path, '..')).length).toBeLessThanOrEqual(around + 3)
    expect(tally).toEqual({ tried: tally.tried, ...NOTHING_WRONG })
    expect(tally.tried).toBeGreaterThan(operations.length)
  })

  /** Asks, and judges what comes. */
  async function asked(operation: string, input: unknown, tally: Tally, random: Random): Promise<void> {
    tally.tried++
    const [group = '', name = ''] = operation.split('.')
    const client = window.client as unknown as Record<string, Record<string, Ask>>
    const begun = performance.now()
    const silence = new Silence(waits.has(operation) ? COSTLY_PATIENCE : PATIENCE)
    const leavesEarly = operation === 'study.demo' || random() < 0.3
    const answer = heard(client[group]?.[name]?.(input), leavesEarly, silence)
    const outcome = await Promise.race([answer.catch((error: unknown) => error), silence.lasts])
    silence.end()
    const told = () => `${operation} ${show(input)} after ${Math.round(performance.now() - begun)} ms`
    if (app.hasEnded) throw new Error(`The server died of ${told()}.`)
    if (outcome === 'hangs') {
      tally.crashed++
      console.error(`hangs: ${told()}`)
    } else if (outcome instanceof Error && !isRefusal(outcome)) {
      tally.unclear++
      console.error(
        `unclear: ${told()}: ${outcome.message} ${JSON.stringify((outcome as { data?: unknown }).data)}`,
      )
    }
    await follow(operation, outcome)
  }

  /** What an answer brings that further questions can be about; a round that was started is stopped again. */
  async function follow(operation: string, outcome: unknown): Promise<void> {
    if (outcome instanceof Error) return
    if (operation === 'frames.freeze') subject.lists.push((outcome as { list: string }).list)
    if (operation === 'training.start' || operation === 'training.resume') {
      const { id } = outcome as { id: string }
      subject.runs = [...subject.runs, id]
      await window.client.training.cancel({ run: id }).catch(() => {})
    }
  }
})

/** How long nothing has been told. */
class Silence {
  readonly lasts: Promise<'hangs'>
  private since = performance.now()
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(patience: number) {
    this.lasts = new Promise((resolve) => {
      this.timer = setInterval(() => {
        if (performance.now() - this.since > patience) resolve('hangs')
      }, 100)
    })
  }

  break(): void {
    this.since = performance.now()
  }

  end(): void {
    clearInterval(this.timer)
  }
}

/** Whether somebody can tell from it what was wrong: its code is of our list, and its reason a sentence. */
function isRefusal(error: Error): boolean {
  if (!(error instanceof ORPCError) || error.code === 'INTERNAL') return false
  const read = reason.safeParse(error.data)
  return error.defined && read.success && saysWhat(read.data)
}

/** An answer, or of what is told bit by bit the beginning; sometimes nobody stays for the end. */
async function heard(
  answer: Promise<unknown> | undefined,
  leavesEarly: boolean,
  silence: Silence,
): Promise<unknown> {
  const value = await answer
  if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value
  const events = value as AsyncGenerator<{ kind?: string; what?: string; people?: unknown }>
  for (let left = leavesEarly ? 1 : 200; left > 0; left--) {
    const { done, value } = await events.next()
    silence.break()
    // What watches has no end.
    if (done) break
    const watches = value.what !== undefined || value.people !== undefined
    if (watches || value.kind === 'overlays' || value.kind === 'round') break
  }
  await events.return(undefined)
  return undefined
}

const show = (input: unknown) =>
  JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))?.slice(
    0,
    300,
  )

/** A study with three classes, a mask on every frame, overlays of a model, and another beside it. */
async function makeStudy(): Promise<void> {
  for (const folder of ['a/b/c/d', 'out', 'home']) mkdirSync(at(folder), { recursive: true })
  const engine = testEngine(at('home'))
  const classes = ['normal', 'benign', 'malignant']
  const study = await engine.createStudy(at('other'), classes)
  await study.store.close()
  const filled = await studyOfPairs(engine, place.path, { count: FRAMES, side: SIDE, classes })
  for (const id of ['two', 'one']) {
    await takeMadeUpModel(filled, id)
    for (let frame = 1; frame <= FRAMES; frame++)
      await predicts(filled, id, frame, discs(SIDE, { value: 2, x: 20, y: 20, radius: 9 }))
  }
  for (const frame of [1, 2, 3, 5, 8]) {
    const [own] = (await LabelService.list(callIn(filled), frame)).filter(({ kind }) => kind === 'reader')
    if (own) await LabelService.declare(callIn(filled), { frame, base: own.revision, as: 'done' })
  }
  await engine.close()
}

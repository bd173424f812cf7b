/** The process that `ForkServer` talks to: an order a line, a forked child for each, and what became of it as answer. */
import { randomUUID } from 'node:crypto'
import { appendFileSync, cpSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { connectionOf } from '../../../src/main/engine/store/connection.ts'
import { failureOf } from '../../../src/main/engine/store/sqliteFailure.ts'
import { wordsOf } from '../../../src/shared/reasons/wordsOf.ts'
import { loadShim } from '../shim/Shim.ts'
import { testEngine } from '../TestStudy.ts'
import { saysWhat } from '../tally.ts'
import { afterwards, studyIn } from './afterwards.ts'
import type { Order, Told } from './ForkServer.ts'
import { operations } from './operations/index.ts'
import type { Stage, Writing } from './Writing.ts'

const [place = '', shimPath = ''] = process.argv.slice(2)
const home = join(place, 'home')
const shim = loadShim(shimPath)
const tell = (line: Told) => appendFileSync(join(place, 'told'), `${JSON.stringify(line)}\n`)

const isWarm = new Set<string>()
/** Lets the engine compile what it is about to run, so that no child has to. */
async function warm(writing: Writing): Promise<void> {
  if (writing.staysCold || isWarm.has(writing.name)) return
  isWarm.add(writing.name)
  const scratch = join(place, 'warm')
  for (let n = 0; n < 2; n++) {
    cpSync(home, scratch, { recursive: true })
    const engine = testEngine(scratch)
    await writing.write(engine, scratch, { begin() {}, acknowledge() {}, repeats: 60 })
    await engine.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

let rest = ''
/** Without the event loop: it is the child's. */
function nextOrder(): (Order & { limit: number }) | undefined {
  const part = Buffer.alloc(65536)
  while (!rest.includes('\n')) {
    const length = readSync(0, part)
    if (length === 0) return undefined
    rest += part.toString('utf8', 0, length)
  }
  const line = rest.slice(0, rest.indexOf('\n'))
  rest = rest.slice(line.length + 1)
  return JSON.parse(line) as Order & { limit: number }
}

function named(name: string): Writing {
  const writing = operations.find((o) => o.name === name)
  if (!writing) throw new Error(`There is no operation ${name}.`)
  return writing
}

/** What a person is told of an error; what lies behind it is for whoever reads the test's output. */
function describe(writing: Writing, error: unknown) {
  const reason = writing.reasonFor?.(error) ?? failureOf(error).reason
  return {
    failed: `${wordsOf(reason, 'en')} (${String(error)})`,
    reason: reason.name,
    isClear: saysWhat(reason),
  }
}

async function child(writing: Writing, { disturbance, repeats, record }: Order): Promise<never> {
  process.on('uncaughtExceptionMonitor', (error) => tell({ crashed: String(error.stack) }))
  process.on('exit', (code) => shim.end(code))
  const engine = testEngine(home)
  if (record) shim.record(home, join(place, 'recording'))
  if (record === 'carelessly')
    connectionOf((await studyIn(engine, home)).store).pragma('synchronous = NORMAL')
  const acknowledged: string[] = []
  const acknowledge = (what: string) => {
    acknowledged.push(what)
    shim.mark(what)
    tell({ acknowledged: what })
  }
  const stage: Stage = {
    repeats,
    acknowledge,
    begin() {
      const { at, errno, onwards } =
        disturbance.kind === 'call' ? disturbance : { at: 0, errno: 0, onwards: false }
      shim.watch(home, at, errno, onwards)
      shim.begin()
    },
  }
  const outcome = (of: Stage) =>
    writing.write(engine, home, of).then(
      () => null,
      (error: unknown) => describe(writing, error),
    )
  const failed = await outcome(stage)
  const [calls, failedCall] = shim.unwatch()
  tell(failed ?? { done: true })
  tell({ calls, failedCall })
  if (disturbance.kind === 'call') {
    // The disk is well again, and the same engine goes on.
    tell({ afterwards: await afterwards(writing, engine, home, { acknowledged, isDone: failed === null }) })
    const again = await outcome({ repeats, acknowledge, begin() {} })
    tell({ again: again?.failed ?? null })
  }
  await engine.close()
  return shim.end(0)
}

/** Node draws ids ahead; without this all children would draw the same. */
function passDrawnIds(): void {
  for (let n = 0; n < 128; n++) randomUUID()
}

for (;;) {
  const order = nextOrder()
  if (!order) break
  const { operation, disturbance, limit } = order
  const writing = named(operation)
  await warm(writing)
  passDrawnIds()
  const ended = shim.fork(disturbance.kind === 'kill' ? disturbance.after : -1, limit)
  if (ended === null) await child(writing, order)
  writeSync(1, `${JSON.stringify(ended)}\n`)
}

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { Reason } from '../../src/shared/reasons/index.ts'
import { times } from '../support/counts.ts'
import { project } from '../support/places.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'

interface Opened {
  readonly readOnly?: Reason | null
  /** The row that the last writer wrote. */
  readonly race?: string | null
  readonly failed?: string
}

/** A process that opens and closes the study as it is told. */
class Other {
  readonly child: ChildProcessByStdio<Writable, Readable, null>
  private readonly lines: AsyncIterator<string>

  constructor(folder: string) {
    const script = join(project, 'tests/support/openAsTold.ts')
    this.child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  async answer(): Promise<unknown> {
    const { value, done } = await this.lines.next()
    return done ? { failed: 'the process ended' } : JSON.parse(value)
  }

  async open(moment: number): Promise<Opened> {
    this.child.stdin.write(`${moment}\n`)
    return (await this.answer()) as Opened
  }

  async close(): Promise<void> {
    this.child.stdin.write('close\n')
    await this.answer()
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await once(this.child, 'close')
  }
}

const place = temporaryFolder()
const folder = join(place.path, 'study')
let engine: Engine
beforeAll(async () => {
  engine = testEngine(place.path)
  await engine.createStudy(folder, ['normal', 'lesion'])
  await engine.close()
})
afterAll(() => place.remove())

it('of two processes that open a study at once one writes, the other looks on and is told who writes', {
  timeout: 300_000,
}, async () => {
  const tally = tallyOf('two processes that open one study at once')
  const races = times(10, 50)
  let others = [new Other(folder), new Other(folder)]
  const begun = async (other: Other) => expect(await other.answer()).toBe('ready')
  for (const other of others) await begun(other)
  for (let race = 0; race < races; race++) {
    const moment = Date.now() + 20
    const opened = await Promise.all(others.map((other) => other.open(moment)))
    tally.tried++
    const writer = others[opened.findIndex(({ readOnly }) => readOnly === null)]
    const [looking, ...more] = opened.filter(({ readOnly }) => readOnly !== null)
    if (!writer || more.length > 0 || looking?.failed !== undefined) {
      tally.crashed++
      break
    }
    const why = looking?.readOnly
    if (!why || !saysWhat(why)) tally.unclear++
    expect(why).toMatchObject({ name: 'openElsewhere', values: { host: hostname(), pid: writer.child.pid } })
    // The one that looks on sees what was written before it was told, or is being written.
    if (looking?.race === undefined) tally.lost++
    if (race % 5 === 4) {
      await writer.kill()
      const [left] = others.filter((other) => other !== writer)
      await left?.close()
      // Nothing holds the study any more, and what was written is there.
      const study = await engine.openStudy(folder)
      expect(study.store.readOnly).toBeNull()
      const row = await study.store.db
        .selectFrom('setting')
        .select('value')
        .where('key', '=', 'race')
        .executeTakeFirst()
      if (row?.value !== String(moment)) tally.lost++
      await engine.close()
      const next = new Other(folder)
      await begun(next)
      others = [...(left ? [left] : []), next]
    } else for (const other of others) await other.close()
  }
  for (const { child } of others) child.stdin.end()
  expect(tally).toEqual({ tried: races, ...NOTHING_WRONG })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../../../../shared/contract/failure.ts'
import { localActor } from '../../../api/localActor.ts'
import type { Engine } from '../../../engine/Engine.ts'
import { makeLargeFrames } from '../brush/largeFrames.ts'
import type { AnnotatorReport, AnnotatorTask } from './annotator.ts'

export interface ServeOptions {
  readonly people: number
  readonly minutes: number
  readonly width: number
  readonly height: number
}

const CLASSES = ['normal', 'benign', 'malignant']
const PASSWORD = 'a password for a bench'
const FRAMES_EACH = 2
/** A server takes no more of one address; here all come from one. */
const MOST_PEOPLE = 90

/**
 * Has people paint over TLS for some minutes, each in a process of their own, on a server as a department has it: how long
 * until a stroke is acknowledged, whether each one that was is in the study, and what memory the server takes.
 */
export async function benchServe(engine: Engine, options: ServeOptions, say: (line: string) => void) {
  const { people, minutes, width, height } = options
  if (people > MOST_PEOPLE) throw new Failure('peopleAtMost', { most: MOST_PEOPLE })
  const folder = await mkdtemp(join(tmpdir(), 'loco-serve-'))
  const study = join(folder, 'study')
  const names = Array.from({ length: people }, (_, n) => `Annotator ${n + 1}`)
  try {
    say('making frames and accounts')
    await makeStudy(engine, folder, study, names, options)
    const server = await serve(folder, study)
    try {
      say(`${people} people paint for ${minutes} minutes`)
      const atBegin = await memoryOf(server.child)
      const tasks = names.map(
        (name, n): AnnotatorTask => ({
          ...{ origin: server.origin, name, password: PASSWORD, width, height },
          frames: Array.from({ length: FRAMES_EACH }, (_, k) => 1 + n * FRAMES_EACH + k),
          lasts: minutes * 60_000,
        }),
      )
      let halfway: number | null = null
      const looking = setTimeout(async () => {
        halfway = await memoryOf(server.child)
      }, minutes * 30_000)
      const reports = await Promise.all(tasks.map(annotatorProcess)).finally(() => clearTimeout(looking))
      const atEnd = await memoryOf(server.child)
      const load = loadavg()[1] ?? 0
      await server.stop()
      const acknowledged = reports.flatMap((report) => report.acknowledged)
      return {
        ...options,
        strokes: acknowledged.length,
        lost: await lostOf(engine, study, acknowledged),
        ...spread(
          'stroke',
          reports.flatMap((report) => report.strokes),
        ),
        ...spread(
          'open',
          reports.flatMap((report) => report.opens),
        ),
        serverMbAtBegin: atBegin,
        serverMbHalfway: halfway,
        serverMbAtEnd: atEnd,
        loadOf5Minutes: Math.round(10 * load) / 10,
      }
    } finally {
      await server.stop()
    }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeStudy(
  engine: Engine,
  folder: string,
  place: string,
  names: readonly string[],
  { width, height }: ServeOptions,
): Promise<void> {
  const study = await engine.createStudy(place, CLASSES)
  await makeLargeFrames(study, folder, { width, height, count: names.length * FRAMES_EACH, patient: 'P1' })
  const here = { from: 'local' } as const
  const { accounts } = engine
  await accounts.begin(localActor(), 'Engineer', PASSWORD, here)
  for (const name of names)
    await accounts.choosePassword(
      name,
      await accounts.create(localActor(), name, 'annotator'),
      PASSWORD,
      here,
    )
  await engine.close()
}

interface Server {
  readonly child: ChildProcess
  readonly origin: string
  stop(): Promise<void>
}

/** `loco serve`, as a department starts it. */
function serve(data: string, study: string): Promise<Server> {
  const script = [process.argv[1] ?? '', 'serve', study, '--host', '0.0.0.0']
  const child = spawn(process.execPath, script, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOCO_DATA_HOME: data },
  })
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  return new Promise((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`The server ended with code ${code}.`)))
    child.stdout.on('data', (text: Buffer) => {
      const port = /serves this study: \S+:(\d+)/.exec(text.toString())?.[1]
      if (port !== undefined) resolve({ child, origin: `https://127.0.0.1:${port}`, stop })
    })
  })
}

/** Somebody who paints, in a process of their own; see the command `bench annotator`. */
function annotatorProcess(task: AnnotatorTask): Promise<AnnotatorReport> {
  const script = [process.argv[1] ?? '', 'bench', 'annotator']
  const child = spawn(process.execPath, script, { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString()
  })
  child.stdin.end(JSON.stringify(task))
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(said) as AnnotatorReport)
        : reject(new Error(`${task.name} ended with code ${code}.`)),
    ),
  )
}

/** What a process holds in memory, MB; null where the system does not say. */
async function memoryOf({ pid }: ChildProcess): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
}

/** How many strokes that were acknowledged are not in the study exactly once. */
async function lostOf(engine: Engine, place: string, acknowledged: readonly string[]): Promise<number> {
  const { store } = await engine.openStudy(place)
  const rows = await store.db.selectFrom('revision').select('stroke').execute()
  const counts = new Map<string | null, number>()
  for (const { stroke } of rows) counts.set(stroke, (counts.get(stroke) ?? 0) + 1)
  return acknowledged.filter((stroke) => counts.get(stroke) !== 1).length
}

/** The middle and the slow end of some times, ms. */
function spread(what: string, times: readonly number[]): Record<string, number> {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  return { [`${what}P50Ms`]: at(0.5), [`${what}P95Ms`]: at(0.95), [`${what}MostMs`]: at(1) }
}

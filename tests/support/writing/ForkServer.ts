import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { project } from '../places.ts'
import { builtShim } from '../shim/builtShim.ts'

/** How an operation is to be disturbed. */
export type Disturbance =
  | { readonly kind: 'none' }
  /** Milliseconds after it began. */
  | { readonly kind: 'kill'; readonly after: number }
  /** At the n-th call that writes: it fails with an errno, and later ones with `onwards`; `killed` ends the process. */
  | { readonly kind: 'call'; readonly at: number; readonly errno: number; readonly onwards: boolean }

export interface Order {
  readonly operation: string
  readonly disturbance: Disturbance
  readonly repeats: number
  /** What is written and synced is written down, for `recording`; `carelessly`: with SQLite's own, weaker way to sync. */
  readonly record?: 'as it is' | 'carelessly'
}

/** What a child told, line by line. */
export type Told =
  | { readonly acknowledged: string }
  | { readonly done: true }
  | { readonly failed: string; readonly reason: string; readonly isClear: boolean }
  | { readonly calls: number; readonly failedCall: string }
  | { readonly afterwards: readonly string[] }
  | { readonly again: string | null }
  | { readonly crashed: string }

export interface Ended {
  /** Exit code, or the negative signal. */
  readonly ended: number
  /** Since it began. */
  readonly ms: number
  readonly hung: boolean
  readonly told: readonly Told[]
}

/** How long a child may take, ms; the machine may be busy. */
const LIMIT = 60_000

/**
 * A process that has loaded the engine and forks a child for each operation: hundreds can be disturbed while one process
 * starts. `home` is where each finds what it works on.
 */
export class ForkServer {
  readonly home: string
  private readonly place: string
  private readonly process: ChildProcessByStdio<Writable, Readable, null>
  private readonly answers: AsyncIterator<string>

  constructor(place: string) {
    this.place = place
    this.home = join(place, 'home')
    const shim = builtShim(place)
    const script = join(project, 'tests/support/writing/writerProcess.ts')
    // One thread: a forked child has no other.
    this.process = spawn(process.execPath, ['--single-threaded', script, place, shim], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, LD_PRELOAD: shim, UV_USE_IO_URING: '0', TMPDIR: join(this.home, 'tmp') },
    })
    this.answers = createInterface(this.process.stdout)[Symbol.asyncIterator]()
  }

  /** Where the last order that asked for it was written down. */
  get recording(): string {
    return join(this.place, 'recording')
  }

  /** Lets `home` be as it was prepared. */
  fresh(prepared: string): void {
    rmSync(this.home, { recursive: true, force: true })
    cpSync(prepared, this.home, { recursive: true })
    mkdirSync(join(this.home, 'tmp'), { recursive: true })
  }

  async run(order: Order): Promise<Ended> {
    const told = join(this.place, 'told')
    rmSync(told, { force: true })
    this.process.stdin.write(`${JSON.stringify({ ...order, limit: LIMIT })}\n`)
    const { value, done } = await this.answers.next()
    if (done) throw new Error('The process that forks has ended.')
    const [ended, ms, hung] = JSON.parse(value) as [number, number, boolean]
    return { ended, ms, hung, told: linesOf(told) }
  }

  async close(): Promise<void> {
    const ended = once(this.process, 'exit')
    if (this.process.kill('SIGKILL')) await ended
  }
}

/** The last line may be cut off by a kill. */
function linesOf(path: string): Told[] {
  try {
    const text = readFileSync(path, 'utf8')
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
    return lines.filter(Boolean).map((line) => JSON.parse(line) as Told)
  } catch {
    return []
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import {
  type Manners,
  PROTOCOL_VERSION,
  type TrainerMessage,
  type TrainerRequest,
  type Work,
} from '../../../shared/trainer/messages.ts'
import { writeCrash } from '../../files/crashReport.ts'
import { type Crash, endOf } from '../../process/endOf.ts'
import type { Runtime } from '../machine/Runtime.ts'
import type { Ending, HearEvent, RunningWork } from './Driver.ts'

/**
 * glibc gives every large freed block back to the system, and a training step frees gigabytes: keeping them
 * spares a tenth of the step in page faults. Other systems ignore the names.
 */
const KEEP_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: '4294967296',
  MALLOC_TRIM_THRESHOLD_: '17179869184',
  MALLOC_TOP_PAD_: '268435456',
  // Huge pages: another tenth, measured side by side (0.61 → 0.53 s, 0.51 → 0.47 s a step).
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
}

/**
 * A step makes thousands of short-lived little objects; V8 answers by letting their space grow by 70 MB over the
 * first hundred steps, for nothing: kept at 4 MB, memory stays where it was and a step takes as long.
 */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=4'

const QUIET = { TF_CPP_MIN_LOG_LEVEL: '2' }

/** Where the GPU build finds CUDA, and that it takes memory as it needs it: the window wants some of the card too. */
function gpuEnvironment({ gpuLibraries }: Runtime): Readonly<Record<string, string>> {
  if (gpuLibraries === null) return {}
  const others = process.env['LD_LIBRARY_PATH']
  return {
    LD_LIBRARY_PATH: others ? `${gpuLibraries}:${others}` : gpuLibraries,
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  }
}

/**
 * Starts a trainer, which does nothing before it is given a job; `apart` from the engine as the system sees it, where it may
 * come behind all else.
 */
export const startTrainer = (runtime: Runtime, apart: boolean): TrainerProcess =>
  new TrainerProcess(runtime, apart)

/** What of a trainer's work is not the work itself. */
interface Serving {
  /** Whether it waits for more afterwards. */
  readonly stay: boolean
  readonly manners: Manners
}

/** A trainer's process. It may die at any moment. */
class TrainerProcess {
  /** Resolves when the process is gone and its memory with it. */
  readonly closed: Promise<Crash>
  isClosed = false
  private readonly child: ChildProcess
  private readonly runtime: Runtime
  /** Hears what the job at work tells. */
  private hear: ((message: TrainerMessage) => void) | undefined

  constructor(runtime: Runtime, apart: boolean) {
    this.runtime = runtime
    this.child = fork(runtime.trainerEntry, [], {
      execPath: runtime.node,
      execArgv: [...runtime.nodeArguments, SMALL_YOUNG_SPACE],
      serialization: 'advanced',
      // Linux shares its cores out among sessions first: within the engine's a trainer would come behind the engine alone.
      detached: apart && process.platform === 'linux',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      windowsHide: true,
      env: {
        ...process.env,
        ...KEEP_MEMORY,
        ...gpuEnvironment(runtime),
        ...QUIET,
        ELECTRON_RUN_AS_NODE: '1',
      },
    })
    this.child.on('message', (message: TrainerMessage) => this.hear?.(message))
    this.closed = endOf(this.child).finally(() => {
      this.isClosed = true
    })
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /**
   * Gives it a job, its only one at a time; its manners are those of its first. Where it is to `stay`, the work is over with its answer; else, and after
   * a failure, when the process is gone.
   */
  serve(work: Work, { stay, manners }: Serving, onEvent: HearEvent): RunningWork {
    let told: Ending | undefined
    const ended = new Promise<Ending>((resolve) => {
      const hear = (message: TrainerMessage) => {
        if (message.kind !== 'done' && message.kind !== 'failed') return onEvent(message)
        told = endingOf(message)
        if (stay && (told.kind === 'finished' || (message.kind === 'failed' && message.code === 'cancelled')))
          resolve(told)
      }
      this.hear = hear
      void this.closed.then((crash) => {
        if (told === undefined) this.leaveReport(crash)
        resolve(told ?? crash)
      })
    })
    const ask = (request: TrainerRequest) => {
      if (this.child.connected && told === undefined) this.child.send(request)
    }
    this.holdOpen(true)
    ask({ ...work, version: PROTOCOL_VERSION, stay, manners })
    return {
      pid: this.pid,
      ended,
      cancel: () => ask({ kind: 'cancel' }),
      pause: () => ask({ kind: 'pause' }),
      hold: (ms) => ask({ kind: 'hold', ms }),
      prefer: (frames) => ask({ kind: 'prefer', frames }),
      takes: (frames) => ask({ kind: 'takes', frames }),
    }
  }

  /** Its last words stay out: a library's may name a file. */
  private leaveReport({ code, signal }: Crash): void {
    writeCrash(this.runtime, {
      process: 'trainer',
      what: 'ended',
      ...(signal === null ? {} : { how: signal }),
      ...(code === null ? {} : { exitCode: code }),
    })
  }

  /** Whether the engine's process stays for it. */
  holdOpen(wanted: boolean): void {
    // Node types a pipe's end as any stream; it is a socket, which may hold the process open like the other two.
    const stderr = this.child.stderr as Socket | null
    for (const held of [this.child, this.child.channel, stderr]) wanted ? held?.ref() : held?.unref()
  }

  /** Ends it at once; only for one that has nothing to do. */
  kill(): void {
    // Whoever waits for its end must not come to its own before: Node ends a process that nothing holds open.
    this.holdOpen(true)
    this.child.kill('SIGKILL')
  }
}

export type { TrainerProcess }

function endingOf(message: Extract<TrainerMessage, { kind: 'done' | 'failed' }>): Ending {
  if (message.kind === 'done') return { kind: 'finished', answer: message.answer }
  const { kind, ...failure } = message
  return { kind, failure }
}

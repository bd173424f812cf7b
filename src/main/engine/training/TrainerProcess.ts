import { type ChildProcess, fork } from 'node:child_process'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { PROTOCOL_VERSION, type TrainerEvent, type TrainerRequest } from '../../../shared/trainer/protocol.ts'
import type { Runtime } from '../Runtime.ts'

type Work = Exclude<TrainerRequest, { kind: 'cancel' | 'pause' }>
/** A request without the version, which this file adds. */
export type TrainerWork = Work extends infer W ? (W extends Work ? Omit<W, 'version'> : never) : never

/** How a trainer ended: a value, never an exception. */
export type TrainerExit =
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failure: Extract<TrainerEvent, { kind: 'failed' }> }
  | {
      readonly kind: 'crashed'
      readonly code: number | null
      readonly signal: string | null
      readonly lastWords: string
    }

/** Why a trainer ended before its work was done. */
export function reasonWhy(exit: Exclude<TrainerExit, { kind: 'finished' }>): Reason {
  if (exit.kind === 'failed') return exit.failure.reason
  return reasonOf('trainerStopped', { how: exit.signal ?? `code ${exit.code}` })
}

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

/** One trainer at work. It may die at any moment; `exited` always resolves. */
export interface TrainerProcess {
  readonly pid: number | undefined
  readonly exited: Promise<TrainerExit>
  cancel(): void
  /** Asks a training run to save a checkpoint and end. */
  pause(): void
}

/** Starts a trainer on one request; its events go to `onEvent` in order. */
export function startTrainer(
  runtime: Runtime,
  work: TrainerWork,
  onEvent: (event: TrainerEvent) => void,
): TrainerProcess {
  const child = fork(runtime.trainerEntry, [], {
    execPath: runtime.node,
    execArgv: [...runtime.nodeArguments, SMALL_YOUNG_SPACE],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...KEEP_MEMORY, ...gpuEnvironment(runtime), ...QUIET, ELECTRON_RUN_AS_NODE: '1' },
  })
  child.send({ ...work, version: PROTOCOL_VERSION } as TrainerRequest)
  const ask = (request: TrainerRequest) => {
    if (child.connected) child.send(request)
  }
  return {
    pid: child.pid,
    exited: exitOf(child, onEvent),
    cancel: () => ask({ kind: 'cancel' }),
    pause: () => ask({ kind: 'pause' }),
  }
}

function exitOf(child: ChildProcess, onEvent: (event: TrainerEvent) => void): Promise<TrainerExit> {
  let ended: TrainerExit | undefined
  let lastWords = ''
  child.stderr?.on('data', (data: Buffer) => {
    lastWords = (lastWords + data.toString()).slice(-2000)
  })
  child.on('message', (event: TrainerEvent) => {
    if (event.kind === 'done') ended = { kind: 'finished' }
    if (event.kind === 'failed') ended = { kind: 'failed', failure: event }
    onEvent(event)
  })
  return new Promise((resolve) => {
    child.on('error', (error) =>
      resolve({ kind: 'crashed', code: null, signal: null, lastWords: error.message }),
    )
    child.on('close', (code, signal) => resolve(ended ?? { kind: 'crashed', code, signal, lastWords }))
  })
}

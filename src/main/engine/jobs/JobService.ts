import { failureFor } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { AnswerOf, EventOf, JobKind, Jobs, Work } from '../../../shared/trainer/messages.ts'
import type { FrameRef } from '../../../shared/trainer/protocol.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { AskedJob, type GaveWay } from './AskedJob.ts'
import type { Driver, Ending, HearEvent } from './Driver.ts'
import { drivers, type Where } from './drivers.ts'
import { type Priority, placeOf } from './places.ts'
import { Queue } from './Queue.ts'

export type Outcome<K extends JobKind> = Ending<AnswerOf<K>>
export type Unfinished = Exclude<Ending, { kind: 'finished' }>
export type { GaveWay }

/** A job that was asked for; `O` is how it can end. */
export interface Job<O> {
  /** Of the process that does it; undefined before its turn, and where no process here does it. */
  readonly pid: number | undefined
  /** How it ended. Never fails. */
  readonly outcome: Promise<O>
  cancel(): void
  /** Asks a round to save a checkpoint and end. */
  pause(): void
  /** Asks for some frames, by id, before the others that it labels; to be said while it is at work. */
  prefer(frames: readonly string[]): void
  /** Asks a round what it takes for true on some frames, which it tells between its steps. */
  takes(frames: readonly FrameRef[]): void
}

/** A kind of job and what it is given. */
interface Given<K extends JobKind> {
  readonly kind: K
  readonly job: Jobs[K]['job']
}

interface Wishes<K extends JobKind> {
  /** Called with what the job tells, in order. */
  readonly onEvent?: (event: EventOf<K>) => void
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined
  readonly on?: Where
}

/** The one owner of trainers: whatever needs TensorFlow is asked of it. One per engine. */
export class JobService {
  private readonly runtime: Runtime
  private readonly desks = new Map<Where, { readonly driver: Driver; readonly queue: Queue }>()
  private readonly jobs = new Set<AskedJob>()

  constructor(runtime: Runtime) {
    this.runtime = runtime
  }

  /** Asks for a job; a person waits for it unless it is said to be as long as a round. */
  ask<K extends JobKind>(
    given: Given<K>,
    wishes: Wishes<K> & { readonly priority?: Exclude<Priority, 'background'> } = {},
  ): Job<Outcome<K>> {
    // What is no background work never gives way, and a job of a kind answers as its kind does.
    return this.begin(given, wishes.priority ?? 'waiting', wishes) as Job<Outcome<K>>
  }

  /**
   * Asks for what nobody waits for. It runs while nothing more important wants its place and else ends as `gaveWay`:
   * what is still to do may be another thing by the time that it is asked for again.
   */
  askBehind<K extends JobKind>(given: Given<K>, wishes: Wishes<K> = {}): Job<Outcome<K> | GaveWay> {
    return this.begin(given, 'background', wishes) as Job<Outcome<K> | GaveWay>
  }

  /** Lets so many long jobs go side by side here from now on: for who knows that they fit the memory. */
  goSideBySide(count: number): void {
    this.deskOf('here').queue.makeRoom('long', count)
  }

  /** Has long jobs do nothing for so long, ms: somebody paints. What a person waits for goes on. */
  holdLong(ms: number): void {
    for (const job of this.jobs) if (job.place === 'long') job.hold(ms)
  }

  /** Cancels all jobs and ends what is kept ready; resolves when no process is left. */
  async stopAll(): Promise<void> {
    const jobs = [...this.jobs]
    for (const job of jobs) job.cancel()
    await Promise.all(jobs.map(({ outcome }) => outcome))
    await Promise.all([...this.desks.values()].map(({ driver }) => driver.close()))
  }

  private begin<K extends JobKind>(
    given: Given<K>,
    priority: Priority,
    { onEvent, signal, on = 'here' }: Wishes<K>,
  ): AskedJob {
    const { driver, queue } = this.deskOf(on)
    const place = placeOf(given.kind, priority)
    // The table of kinds joins them; TypeScript does not follow it through a type parameter.
    const [work, hear] = [given as Work, (onEvent ?? (() => {})) as HearEvent]
    const { installed } = this.runtime
    const hindered = installed ? () => installed.hindrance('trainer') : undefined
    const job = new AskedJob(queue, place, priority, () => driver.start(work, place, hear), hindered)
    this.jobs.add(job)
    const cancel = () => job.cancel()
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel)
    void job.outcome.then(() => {
      signal?.removeEventListener('abort', cancel)
      this.jobs.delete(job)
    })
    return job
  }

  private deskOf(where: Where) {
    const known = this.desks.get(where)
    if (known) return known
    const driver = drivers[where](this.runtime)
    const desk = { driver, queue: new Queue(driver.room) }
    this.desks.set(where, desk)
    return desk
  }
}

/** Why a job ended before it was done. */
export function reasonWhy(outcome: Unfinished): Reason {
  if (outcome.kind === 'failed') return outcome.failure.reason
  return reasonOf('trainerStopped', { how: outcome.signal ?? `code ${outcome.code}` })
}

/** A job's answer. Throws a `Failure` with its reason where there is none. */
export function answerOf<Answer>(outcome: Ending<Answer>): Answer {
  if (outcome.kind === 'finished') return outcome.answer
  throw failureFor(reasonWhy(outcome), outcome.kind === 'failed' ? outcome.failure.detail : outcome.lastWords)
}

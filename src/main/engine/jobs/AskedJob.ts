import type { Reason } from '../../../shared/reasons/index.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import type { JobFailure } from '../../../shared/trainer/messages.ts'
import type { FrameRef } from '../../../shared/trainer/protocol.ts'
import type { Ending, RunningWork } from './Driver.ts'
import type { Place, Priority } from './places.ts'
import type { Queue, Turn } from './Queue.ts'

/** Background work that left its place to something more important: it may be asked for again after that. */
export interface GaveWay {
  readonly kind: 'gaveWay'
  /** Resolves when it is the turn of background work again. */
  readonly again: Promise<void>
}

const CANCELLED: JobFailure = { code: 'cancelled', reason: reasonOf('cancelled') }
/** A round that waits for its turn has done no step. */
const PAUSED: JobFailure = { code: 'paused', reason: reasonOf('pausedAsAsked', { step: 0 }) }

/** A job from being asked for to its end. */
export class AskedJob implements Turn {
  readonly place: Place
  readonly priority: Priority
  readonly outcome: Promise<Ending | GaveWay>
  private readonly queue: Queue
  private readonly start: () => RunningWork
  private readonly hindered: (() => Promise<Reason | null>) | undefined
  private running: RunningWork | undefined
  private isGivingWay = false
  private isCancelled = false
  private end: (outcome: Ending | GaveWay) => void = () => {}

  constructor(
    queue: Queue,
    place: Place,
    priority: Priority,
    start: () => RunningWork,
    /** Why nothing may be started, where that is to be asked. */
    hindered?: () => Promise<Reason | null>,
  ) {
    this.hindered = hindered
    this.queue = queue
    this.place = place
    this.priority = priority
    this.start = start
    this.outcome = new Promise((resolve) => {
      this.end = resolve
    })
    if (priority === 'background' && !queue.isQuiet(place)) this.end(this.gaveWay())
    else queue.add(this)
  }

  get pid(): number | undefined {
    return this.running?.pid
  }

  async begin(): Promise<void> {
    const ending = await this.atWork()
    const isBrokenOff = this.isGivingWay && !this.isCancelled && ending.kind !== 'finished'
    this.end(isBrokenOff ? this.gaveWay() : ending)
  }

  private async atWork(): Promise<Ending> {
    try {
      if (this.hindered) {
        const reason = await this.hindered()
        if (reason) return { kind: 'failed', failure: { code: 'failed', reason } }
        if (this.isCancelled || this.isGivingWay) return { kind: 'failed', failure: CANCELLED }
      }
      this.running = this.start()
      return await this.running.ended
    } catch (error) {
      return { kind: 'crashed', code: null, signal: null, lastWords: String(error) }
    }
  }

  giveWay(): void {
    this.isGivingWay = true
    if (this.running) this.running.cancel()
    else if (this.queue.remove(this)) this.end(this.gaveWay())
  }

  cancel(): void {
    this.isCancelled = true
    if (this.running) this.running.cancel()
    else this.leave(CANCELLED)
  }

  pause(): void {
    if (this.running) this.running.pause()
    else this.leave(PAUSED)
  }

  /** Has it do nothing for so long, ms. */
  hold(ms: number): void {
    this.running?.hold(ms)
  }

  /** Of a job that has not begun nothing is wanted yet: it is asked again as it goes on. */
  prefer(frames: readonly string[]): void {
    this.running?.prefer(frames)
  }

  takes(frames: readonly FrameRef[]): void {
    this.running?.takes(frames)
  }

  private leave(failure: JobFailure): void {
    if (this.queue.remove(this)) this.end({ kind: 'failed', failure })
  }

  private gaveWay(): GaveWay {
    return { kind: 'gaveWay', again: this.queue.quiet(this.place) }
  }
}

import { Worker } from 'node:worker_threads'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { givenFor } from '../../../../shared/reasons/Refused.ts'
import { workerFile } from '../../../files/workerFile.ts'
import { Unreadable } from '../found/Unreadable.ts'
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts'

/** What the thread answers: that it has begun, or what a task came to. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A task as it is asked for. */
export interface Asked {
  readonly name: TaskName
  readonly input: unknown
}

interface Job extends Asked {
  readonly seconds: number
  resolve(output: unknown): void
  reject(error: unknown): void
}

/** More of the heap no file may take: the whole app has to live beside it. */
const HEAP_MB = 400
/** An idle thread is ended, and with it goes what it remembers of files. */
const IDLE_MS = 20_000

/**
 * Does what depends on the content of a file, or on a pattern that somebody typed, in a thread of its own: there it may
 * take its time and memory up to a limit, while the engine goes on answering. What goes beyond is ended, thread and all,
 * and refused with a reason; the next task gets a new thread.
 */
class Apart {
  private worker: Worker | undefined
  private isReady = false
  private readonly queue: Job[] = []
  private current: Job | undefined
  private limit: NodeJS.Timeout | undefined
  private idle: NodeJS.Timeout | undefined

  /** Throws `Unreadable` where a task refuses, or needs more than `seconds` or the memory there is. */
  run<N extends TaskName>(name: N, input: TaskInput<N>, seconds: number): Promise<TaskOutput<N>> {
    return new Promise((resolve, reject) => {
      // What comes back is what the task named `N` returns: the thread runs the same table.
      this.queue.push({ name, input, seconds, resolve: resolve as Job['resolve'], reject })
      this.next()
    })
  }

  private next(): void {
    if (this.current) return
    clearTimeout(this.idle)
    const job = this.queue[0]
    if (!job) {
      this.worker?.unref()
      this.idle = setTimeout(() => this.end(), IDLE_MS).unref()
      return
    }
    this.worker ??= this.start()
    this.worker.ref()
    if (!this.isReady) return
    this.queue.shift()
    this.current = job
    this.limit = setTimeout(() => {
      this.end()
      this.settle((held) => held.reject(new Unreadable('takesTooLong', { seconds: job.seconds })))
    }, 1000 * job.seconds)
    this.worker.postMessage({ name: job.name, input: job.input } satisfies Asked)
  }

  private start(): Worker {
    const worker = new Worker(workerFile('apartWorker', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    worker.on('message', (answer: Answer) => {
      if (worker === this.worker) this.hear(answer)
    })
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker !== this.worker) return
      this.end()
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      // A thread that does not even begin would not begin for the next task either.
      this.current ??= this.queue.shift()
      this.settle((held) => held.reject(isFull ? new Unreadable('fileBeyondMemory', {}, error) : error))
    })
    return worker
  }

  private hear(answer: Answer): void {
    if (answer.kind === 'ready') {
      this.isReady = true
      this.next()
    } else
      this.settle((held) => {
        if (answer.kind === 'done') held.resolve(answer.output)
        else if (answer.kind === 'refused') held.reject(new Unreadable(...givenFor(answer.reason)))
        else held.reject(answer.error)
      })
  }

  private settle(how: (held: Job) => void): void {
    clearTimeout(this.limit)
    const held = this.current
    this.current = undefined
    if (held) how(held)
    this.next()
  }

  private end(): void {
    const { worker } = this
    this.worker = undefined
    this.isReady = false
    void worker?.terminate()
  }
}

/** The one thread of this process for such work. */
export const apart = new Apart()

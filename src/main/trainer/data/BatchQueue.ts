import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Refused } from '../../../shared/reasons/Refused.ts'
import { workerFile } from '../../files/workerFile.ts'
import { ofV8 } from '../failures/v8Failures.ts'
import type { Batch } from './Batch.ts'
import type { BatchPlan } from './BatchMaker.ts'
import type { BatchAnswer, BatchRequest, BatchWorkerData } from './batchWorker.ts'

/** Steps that each worker is ahead of the one being learned. */
const AHEAD = 2
const DECODED_BYTES = 768e6
/** As for the trainer itself, see `engine/jobs/TrainerProcess.ts`: what is made here lies outside the heap. */
const YOUNG_MB = 8

/** An error of a worker as one of this thread. */
const errorFrom = ({ reason, detail }: Extract<BatchAnswer, { kind: 'failed' }>): Error =>
  reason ? new Refused(reason, detail) : new Error(detail)

interface Waiting {
  resolve(batch: Batch): void
  reject(error: Error): void
}

/**
 * Makes batches in worker threads ahead of the step that learns from them. A batch follows from its step alone,
 * so neither the number of workers nor their speed changes what is learned.
 */
export class BatchQueue {
  private readonly workers: readonly Worker[]
  private readonly steps: number
  private readonly ready = new Map<number, Batch | Error>()
  private readonly asked = new Set<number>()
  private waiting: (Waiting & { readonly step: number }) | undefined
  private broken: Error | undefined

  /** `steps`: none is made beyond. `workers` is for tests; by default one, or two on a machine of many cores. */
  constructor(plan: BatchPlan, steps: number, workers = availableParallelism() >= 8 ? 2 : 1) {
    this.steps = steps
    const data: BatchWorkerData = { plan, decodedBytes: DECODED_BYTES / workers }
    this.workers = Array.from({ length: workers }, () => this.start(data))
  }

  /** The batch of a step; the following ones are put in hand. Call it with rising steps. */
  take(step: number): Promise<Batch> {
    for (let next = step; next <= step + AHEAD * this.workers.length && next < this.steps; next++) {
      if (this.asked.has(next)) continue
      this.asked.add(next)
      const request: BatchRequest = { step: next }
      this.workers[next % this.workers.length]!.postMessage(request)
    }
    for (const worker of this.workers) worker.ref()
    return new Promise((resolve, reject) => {
      this.waiting = { step, resolve, reject }
      this.serve()
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }

  private start(workerData: BatchWorkerData): Worker {
    const worker = new Worker(workerFile('batchWorker', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    worker.on('message', (answer: BatchAnswer) => {
      const { step } = answer
      this.ready.set(step, answer.kind === 'made' ? answer.batch : errorFrom(answer))
      this.serve()
    })
    worker.on('error', (error: Error) => {
      this.broken = ofV8(error)
      this.serve()
    })
    // Only a step that waits keeps the process alive, not a batch made in vain.
    worker.unref()
    return worker
  }

  private serve(): void {
    if (!this.waiting) return
    const { step, resolve, reject } = this.waiting
    const found = this.broken ?? this.ready.get(step)
    if (!found) return
    this.waiting = undefined
    for (const worker of this.workers) worker.unref()
    this.ready.delete(step)
    this.asked.delete(step)
    if (found instanceof Error) reject(found)
    else resolve(found)
  }
}

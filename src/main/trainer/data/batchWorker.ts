/** A worker thread that makes batches. The only file here that knows it is a thread. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Reason } from '../../../shared/reasons/index.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import { ofV8 } from '../failures/v8Failures.ts'
import type { Batch } from './Batch.ts'
import { BatchMaker, type BatchPlan } from './BatchMaker.ts'
import { PictureCache } from './PictureCache.ts'

export interface BatchWorkerData {
  readonly plan: BatchPlan
  /** How many bytes of decoded frames this worker may keep. */
  readonly decodedBytes: number
}

export interface BatchRequest {
  readonly step: number
}

export type BatchAnswer =
  | { readonly kind: 'made'; readonly step: number; readonly batch: Batch }
  | {
      readonly kind: 'failed'
      readonly step: number
      readonly reason: Reason | null
      readonly detail: string
    }

/** The batch's arrays, which move to the other thread instead of being copied. */
function buffersOf({ labelled, unlabelled, mix }: Batch): ArrayBuffer[] {
  const arrays = [labelled.pixels, labelled.label, ...(labelled.times ? [labelled.times] : [])]
  for (const part of [unlabelled, mix]) {
    if (!part) continue
    arrays.push(part.weak, part.ignore, ...part.strong.map(({ pixels }) => pixels))
    if (part.truth) arrays.push(part.truth)
  }
  return arrays.map((array) => array.buffer as ArrayBuffer)
}

/** An error as it goes to the other thread: its class does not. */
function failureOf(error: unknown): Pick<Extract<BatchAnswer, { kind: 'failed' }>, 'reason' | 'detail'> {
  if (error instanceof Refused) return { reason: error.reason, detail: error.detail ?? '' }
  return { reason: null, detail: error instanceof Error ? error.message : String(error) }
}

if (parentPort) {
  const port = parentPort
  const { plan, decodedBytes } = workerData as BatchWorkerData
  const maker = new BatchMaker(plan, new PictureCache(plan.frameSide, decodedBytes).read)
  // One after another: batches overlap in the frames they read, and the cache serves the second.
  let last = Promise.resolve()
  port.on('message', ({ step }: BatchRequest) => {
    last = last.then(async () => {
      try {
        const batch = await maker.make(step)
        port.postMessage({ kind: 'made', step, batch } satisfies BatchAnswer, buffersOf(batch))
      } catch (error) {
        port.postMessage({ kind: 'failed', step, ...failureOf(ofV8(error)) } satisfies BatchAnswer)
      }
    })
  })
}

import { OutOfMemory } from './OutOfMemory.ts'

/** What V8 throws, a RangeError, where it gets no memory for an array; it says so in its text alone. */
const NO_ARRAY = 'Array buffer allocation failed'
/** How Node names the end of a worker whose heap was full. */
const WORKER_FULL = 'ERR_WORKER_OUT_OF_MEMORY'

/** An error as it is, or as an `OutOfMemory` where V8 means that. Any code may make an array: asked at a job's end. */
export function ofV8<E>(error: E): E | OutOfMemory {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: string }
  const isFull = code === WORKER_FULL || (error instanceof RangeError && message === NO_ARRAY)
  return isFull ? new OutOfMemory(error) : error
}

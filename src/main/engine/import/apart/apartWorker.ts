/** The thread in which files are understood. The only file here that knows it is a thread. */
import { parentPort } from 'node:worker_threads'
import { Refused } from '../../../../shared/reasons/Refused.ts'
import type { Answer, Asked } from './Apart.ts'
import { tasks } from './tasks.ts'

if (parentPort) {
  const port = parentPort
  port.on('message', async ({ name, input }: Asked) => {
    try {
      // The asker's types bind a task's name to its input.
      const output = await (tasks[name] as (input: unknown) => unknown)(input)
      port.postMessage({ kind: 'done', output } satisfies Answer, buffersOf(output))
    } catch (error) {
      port.postMessage(answerTo(error))
    }
  })
  port.postMessage({ kind: 'ready' } satisfies Answer)
}

/** The pixels of a mask, which move to the other thread instead of being copied. */
const buffersOf = (output: unknown): ArrayBuffer[] =>
  typeof output === 'object' && output !== null && 'data' in output && output.data instanceof Uint8Array
    ? [output.data.buffer as ArrayBuffer]
    : []

/** An error as it goes to the other thread: its class does not, unless the language knows it. */
const answerTo = (error: unknown): Answer =>
  error instanceof Refused
    ? { kind: 'refused', reason: error.reason }
    : { kind: 'failed', error: error instanceof Error ? error : String(error) }

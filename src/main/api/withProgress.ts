import { ORPCError } from '@orpc/server'
import { FAILURE_STATUS } from '../../shared/contract/operation.ts'
import { Broadcast } from '../engine/Broadcast.ts'
import type { Progress } from '../engine/import/ImportService.ts'
import { failureOf } from '../engine/store/sqliteFailure.ts'

/** An error as it crosses to the window: its code and its reason with the values that words are made of. */
export function toOrpc(error: unknown): unknown {
  if (error instanceof ORPCError) return error
  const { code, reason } = failureOf(error)
  return new ORPCError(code, { status: FAILURE_STATUS, message: code, data: reason })
}

/** Runs `work`, handing out its progress as events and its result as the last one. */
export async function* withProgress<R>(work: (onProgress: (p: Progress) => void) => Promise<R>) {
  const events = new Broadcast<{ kind: 'progress' } & Progress>()
  const ended = new AbortController()
  const listening = events.listen(ended.signal)
  const result = work((p) => events.send({ kind: 'progress', ...p })).finally(() => ended.abort())
  result.catch(() => {})
  try {
    for await (const event of listening) yield event
    yield { kind: 'done' as const, result: await result }
  } catch (error) {
    throw toOrpc(error)
  }
}

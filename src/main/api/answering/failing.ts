import { ORPCError } from '@orpc/server'
import { Failure } from '../../../shared/contract/failure.ts'
import { FAILURE_STATUS } from '../../../shared/contract/operation.ts'
import type { FailureCode } from '../../../shared/reasons/failureCodes.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import { isStream } from './isStream.ts'
import { logFailure } from './logFailure.ts'
import { UnderWay } from './UnderWay.ts'

/**
 * An error as it crosses to the window: its code and its reason with the values that words are made of. What a library
 * says stays here, and so does what was wrong with a question that the contract forbids.
 */
export function toOrpc(error: unknown): ORPCError<FailureCode, Reason> {
  const { code, reason } = StoreService.failureOf(error)
  return new ORPCError(code, { status: FAILURE_STATUS, message: code, data: reason })
}

/** Runs an operation; where it fails, then or while it tells what it does, that is logged and leaves as it crosses. */
export async function failing<R extends { readonly output: unknown }>(
  logFile: string,
  operation: string,
  work: () => Promise<R>,
): Promise<R> {
  const call = new UnderWay(operation)
  const leave = (thrown: unknown) => {
    const error = isForbidden(thrown) ? new Failure('notUnderstood', {}, thrown) : thrown
    logFailure(logFile, operation, error)
    return toOrpc(error)
  }
  async function* told(events: AsyncGenerator<unknown>) {
    try {
      for (;;) {
        const next = await call.run(() => events.next())
        if (next.done) return next.value
        yield next.value
      }
    } catch (error) {
      throw leave(error)
    } finally {
      const ended = events.return(undefined)
      // Where a part of its work has broken, it may never come to its end.
      if (call.isBroken) ended.catch(() => {})
      else await ended
    }
  }
  try {
    const result = await call.run(work)
    return isStream(result.output) ? { ...result, output: told(result.output) } : result
  } catch (error) {
    throw leave(error)
  }
}

/** Whether the library says that a question is not as the contract has it. */
const isForbidden = (error: unknown) => error instanceof ORPCError && error.code === 'BAD_REQUEST'

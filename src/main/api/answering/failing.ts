import { ORPCError } from '@orpc/server'
import { FAILURE_STATUS } from '../../../shared/contract/operation.ts'
import type { FailureCode } from '../../../shared/reasons/failureCodes.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { StoreService } from '../../engine/store/StoreService.ts'
import { logFailure } from './logFailure.ts'

/**
 * An error as it crosses to the window: its code and its reason with the values that words are made of. What a library
 * says stays here, and so does what was wrong with a question that the contract forbids.
 */
function toOrpc(error: unknown): ORPCError<FailureCode, Reason> {
  const { code, reason } = StoreService.failureOf(error)
  return new ORPCError(code, { status: FAILURE_STATUS, message: code, data: reason })
}

/** Runs an operation; where it fails, then or while it tells what it does, that is logged and leaves as it crosses. */
export async function failing<R extends { readonly output: unknown }>(
  logFile: string,
  operation: string,
  work: () => Promise<R>,
): Promise<R> {
  const leave = (error: unknown) => {
    logFailure(logFile, operation, error)
    return toOrpc(error)
  }
  async function* told(events: AsyncGenerator<unknown>) {
    try {
      yield* events
    } catch (error) {
      throw leave(error)
    }
  }
  try {
    const result = await work()
    return isStream(result.output) ? { ...result, output: told(result.output) } : result
  } catch (error) {
    throw leave(error)
  }
}

const isStream = (output: unknown): output is AsyncGenerator<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output

import { Refused, reasonOf } from '../../shared/reasons/Refused.ts'
import type { JobFailure } from '../../shared/trainer/messages.ts'
import { diskReason } from '../files/diskReason.ts'
import { loggedError } from '../files/writeLog.ts'
import { Paused } from './loop/Paused.ts'

/** Thrown inside a job once its cancellation was asked for. */
export class Cancelled extends Error {}

/**
 * What went wrong, as a code the engine acts on and a reason a person can use, by the error's class alone. The message of
 * what was refused is that reason in words; its detail is what they do not tell.
 */
export function failureOf(error: unknown): JobFailure {
  if (error instanceof Cancelled) return { code: 'cancelled', reason: reasonOf('cancelled') }
  if (error instanceof Refused) {
    const { reason, detail } = error
    const code = error instanceof Paused ? 'paused' : 'failed'
    return { code, reason, ...(detail ? { detail } : {}), error: loggedError(error) }
  }
  const detail = error instanceof Error ? error.message : String(error)
  const reason = diskReason(error) ?? reasonOf('trainerFailed')
  return { code: 'failed', reason, detail, error: loggedError(error) }
}

import { Failure, failureFor } from '../../shared/contract/failure.ts'
import type { TrainerExit } from '../engine/training/TrainerProcess.ts'

/** Turns a trainer's end that is no success into a failure with its reason. */
export function mustFinish(exit: TrainerExit): void {
  if (exit.kind === 'finished') return
  if (exit.kind === 'crashed') {
    throw new Failure('trainerStopped', { how: exit.signal ?? `code ${exit.code}` }, exit.lastWords)
  }
  throw failureFor(exit.failure.reason, exit.failure.detail)
}

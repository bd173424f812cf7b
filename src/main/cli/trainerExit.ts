import { Failure } from '../../shared/contract/failure.ts'
import type { TrainerExit } from '../engine/training/TrainerProcess.ts'

/** Turns a trainer's end that is no success into a failure with its sentence. */
export function mustFinish(exit: TrainerExit): void {
  if (exit.kind === 'finished') return
  if (exit.kind === 'crashed') {
    throw new Failure(
      'INTERNAL',
      'The trainer stopped unexpectedly; run the command again.',
      `${exit.signal ?? exit.code} ${exit.lastWords}`,
    )
  }
  const code = exit.failure.code === 'tensorflow-missing' ? 'TENSORFLOW_MISSING' : 'TRAINING_NOT_READY'
  throw new Failure(code, exit.failure.message)
}

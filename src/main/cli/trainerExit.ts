import { failureFor } from '../../shared/contract/failure.ts'
import { reasonWhy, type TrainerExit } from '../engine/training/TrainerProcess.ts'

/** Turns a trainer's end that is no success into a failure with its reason. */
export function mustFinish(exit: TrainerExit): void {
  if (exit.kind === 'finished') return
  throw failureFor(reasonWhy(exit), exit.kind === 'failed' ? exit.failure.detail : exit.lastWords)
}

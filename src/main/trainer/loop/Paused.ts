import type { PauseReason } from '../../../shared/trainer/protocol.ts'

const WHY: Readonly<Record<PauseReason, string>> = {
  asked: 'as you asked',
  time: 'the time you set for it is over',
  battery: 'the computer runs on its battery',
  memory: 'the computer is short of memory; close other programs first',
}

/** Thrown by a run that has saved a checkpoint and stops until it is resumed. */
export class Paused extends Error {
  constructor(step: number, reason: PauseReason) {
    super(`Paused after step ${step}: ${WHY[reason]}. Resume it at any time.`)
  }
}

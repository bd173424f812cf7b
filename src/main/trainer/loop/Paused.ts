import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'
import type { PauseReason } from '../../../shared/trainer/protocol.ts'

const WHY = {
  asked: 'pausedAsAsked',
  time: 'pausedByTime',
  battery: 'pausedByBattery',
  memory: 'pausedByMemory',
  disk: 'pausedByDisk',
} as const satisfies Readonly<Record<PauseReason, string>>

/** Thrown by a run that has saved a checkpoint and stops until it is resumed. */
export class Paused extends Refused {
  constructor(step: number, why: PauseReason, cause?: unknown) {
    super(reasonOf(WHY[why], { step }), cause)
  }
}

import type { Stage, StageFacts } from './stage.ts'

/** Lists of frames that wait for somebody. */
export const worklists = ['mine', 'returned', 'toReview', 'toSettle'] as const
export type Worklist = (typeof worklists)[number]

/** A frame and whoever asks, as far as it decides on which of their lists the frame is. */
export interface Waiting {
  readonly facts: StageFacts
  readonly stage: Stage
  /** Submitted masks of it differ. */
  readonly differs: boolean
  /** Somebody passed it over, or its examination is signed: nobody waits for it. */
  readonly isClosed: boolean
  readonly reader: string
  /** Where there are no accounts one person may do everything, and judges their own masks too. */
  readonly judgesOwn: boolean
}

/** Whether a frame is on somebody's list. What readers differ on is settled, and is not to review besides. */
export function isOn(
  list: Worklist,
  { facts, stage, differs, isClosed, reader, judgesOwn }: Waiting,
): boolean {
  if (isClosed) return false
  const { assigned, readings } = facts
  const own = readings.get(reader)
  const waitsForJudge = (stage === 'submitted' || stage === 'inReview') && (judgesOwn || own === undefined)
  switch (list) {
    case 'mine':
      return assigned.includes(reader) && (own ?? 'inProgress') === 'inProgress' && stage !== 'accepted'
    case 'returned':
      return own === 'returned' && stage === 'returned'
    case 'toReview':
      return waitsForJudge && !differs
    case 'toSettle':
      return waitsForJudge && differs
  }
}

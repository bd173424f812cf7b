import type { TrainerEvent } from '../../../shared/trainer/messages.ts'
import type { FrameRef } from '../../../shared/trainer/protocol.ts'

/** What a job tells the outside, and how the outside tells it to stop. */
export interface Outside {
  emit(event: TrainerEvent): void
  /** Throws `Cancelled` once the user has asked for it. */
  stopIfCancelled(): void
  /** Whether the user wants the run to wait. */
  pauseAsked(): boolean
  /** The next of the frames on which somebody asks what a run takes for true; each is given once. */
  nextAsked(): FrameRef | undefined
  /**
   * Waits, between two steps or frames, while somebody paints; resolves with how long that was, ms. It is not to be counted
   * as work.
   */
  giveWay(): Promise<number>
  /** Ids of frames that are wanted before others, the most wanted first. */
  preferred(): readonly string[]
}

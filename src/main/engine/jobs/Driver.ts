import type {
  AnswerOf,
  JobFailure,
  JobKind,
  Ready,
  TrainerEvent,
  Work,
} from '../../../shared/trainer/messages.ts'
import type { FrameRef } from '../../../shared/trainer/protocol.ts'
import type { Crash } from '../../process/endOf.ts'
import type { Place } from './places.ts'

/** How a job ended: a value, never an exception. */
export type Ending<Answer = AnswerOf<JobKind>> =
  | { readonly kind: 'finished'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: JobFailure }
  /** A trainer that was gone before it said how its job ended. */
  | Crash

export type HearEvent = (event: Ready | TrainerEvent) => void

/** A job at work. */
export interface RunningWork {
  /** Of the process that does it; undefined where it is not on this machine. */
  readonly pid: number | undefined
  /** Resolves when it is over and takes no room any more; never fails. */
  readonly ended: Promise<Ending>
  cancel(): void
  /** Asks a training run to save a checkpoint and end. */
  pause(): void
  /** Asks it to do nothing for so long, ms; it is bounded, and what is asked meanwhile is heard. */
  hold(ms: number): void
  /** Asks for some frames, by id, before the others that it labels. */
  prefer(frames: readonly string[]): void
  /** Asks a training run what it takes for true on some frames. */
  takes(frames: readonly FrameRef[]): void
}

/** A way to get jobs done: here in processes, or elsewhere. */
export interface Driver {
  /** How many jobs it does at once in each place. */
  readonly room: Readonly<Record<Place, number>>
  /** Starts a job; its events come in order. */
  start(work: Work, place: Place, onEvent: HearEvent): RunningWork
  /** Ends what is kept ready for more work; called when nothing is at work. */
  close(): Promise<void>
}

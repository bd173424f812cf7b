import type { Work } from '../../../shared/trainer/messages.ts'
import type { Ending, HearEvent, RunningWork } from './Driver.ts'
import type { TrainerProcess } from './TrainerProcess.ts'

/** How long a trainer waits for more to do, ms: a person paints for minutes between two questions to the model. */
const STAYS = 10 * 60_000
/** A long job is to find this much free, bytes: steps of the paper's net at its size take up to 4.4 GB. */
const ROOM = 6e9

/** A person waits for each of its answers. */
const SERVING = { stay: true, manners: { behind: false, threads: null } } as const

/** One trainer that stays for a while after each job, with TensorFlow and the last model in memory. */
export class WarmTrainer {
  private readonly startOne: () => TrainerProcess
  private idle: TrainerProcess | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(startOne: () => TrainerProcess) {
    this.startOne = startOne
  }

  /** Does one job after another; it is for its caller to wait for the last. */
  serve(work: Work, onEvent: HearEvent): RunningWork {
    const kept = this.take()
    let isHeard = false
    let isCancelled = false
    let trainer = kept ?? this.startOne()
    let running = trainer.serve(work, SERVING, (event) => {
      isHeard = true
      onEvent(event)
    })
    const again = (): Promise<Ending> => {
      trainer = this.startOne()
      running = trainer.serve(work, SERVING, onEvent)
      if (isCancelled) running.cancel()
      return running.ended
    }
    const ended = running.ended.then(async (first) => {
      // One that stayed may have died since: that is nothing of this job's.
      const ending = kept && !isHeard && first.kind === 'crashed' ? await again() : first
      this.keep(trainer)
      return ending
    })
    return {
      get pid() {
        return running.pid
      },
      ended,
      cancel() {
        isCancelled = true
        running.cancel()
      },
      pause: () => running.pause(),
      takes: () => {},
      hold: (ms) => running.hold(ms),
      prefer: (frames) => running.prefer(frames),
    }
  }

  /** Ends the trainer that waits, where a long job might need its memory. */
  makeRoom(): void {
    if (process.availableMemory() < ROOM) this.take()?.kill()
  }

  /** Ends the trainer that waits; resolves when it is gone. */
  async end(): Promise<void> {
    const trainer = this.take()
    trainer?.kill()
    await trainer?.closed
  }

  private take(): TrainerProcess | undefined {
    clearTimeout(this.timer)
    const trainer = this.idle
    this.idle = undefined
    return trainer
  }

  private keep(trainer: TrainerProcess): void {
    if (trainer.isClosed) return
    trainer.holdOpen(false)
    this.idle = trainer
    this.timer = setTimeout(() => void this.end(), STAYS)
    this.timer.unref()
    void trainer.closed.then(() => {
      if (this.idle === trainer) this.take()
    })
  }
}

import type { Work } from '../../../shared/trainer/messages.ts'
import type { Runtime } from '../machine/Runtime.ts'
import type { Driver, HearEvent, RunningWork } from './Driver.ts'
import { mannersOf } from './mannersOf.ts'
import type { Place } from './places.ts'
import { startTrainer, type TrainerProcess } from './TrainerProcess.ts'
import { WarmTrainer } from './WarmTrainer.ts'

/** Does jobs in processes on this machine. */
export class TrainersHere implements Driver {
  /** See `places.ts`. */
  readonly room = { long: 1, warm: 1, apart: 1 }
  private readonly startOne: (apart: boolean) => TrainerProcess
  private readonly warm: WarmTrainer

  constructor(runtime: Runtime) {
    this.startOne = (apart) => startTrainer(runtime, apart)
    this.warm = new WarmTrainer(() => this.startOne(false))
  }

  start(work: Work, place: Place, onEvent: HearEvent): RunningWork {
    if (place === 'warm') return this.warm.serve(work, onEvent)
    if (place === 'long') this.warm.makeRoom()
    const manners = mannersOf(work, place)
    return this.startOne(manners.behind).serve(work, { stay: false, manners }, onEvent)
  }

  close(): Promise<void> {
    return this.warm.end()
  }
}

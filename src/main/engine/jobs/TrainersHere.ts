import type { Work } from '../../../shared/trainer/messages.ts'
import type { Runtime } from '../Runtime.ts'
import type { Driver, HearEvent, RunningWork } from './Driver.ts'
import type { Place } from './places.ts'
import { startTrainer } from './TrainerProcess.ts'
import { WarmTrainer } from './WarmTrainer.ts'

/** Does jobs in processes on this machine. */
export class TrainersHere implements Driver {
  /** See `places.ts`. */
  readonly room = { long: 1, warm: 1, apart: 1 }
  private readonly runtime: Runtime
  private readonly warm: WarmTrainer

  constructor(runtime: Runtime) {
    this.runtime = runtime
    this.warm = new WarmTrainer(runtime)
  }

  start(work: Work, place: Place, onEvent: HearEvent): RunningWork {
    if (place === 'warm') return this.warm.serve(work, onEvent)
    if (place === 'long') this.warm.makeRoom()
    return startTrainer(this.runtime).serve(work, false, onEvent)
  }

  close(): Promise<void> {
    return this.warm.end()
  }
}

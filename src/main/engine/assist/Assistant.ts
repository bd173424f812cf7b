import type { NetFile, Part } from '../../../shared/assistant/messages.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'
import type { Crash } from '../../process/endOf.ts'
import { Standstill } from '../../process/Standstill.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { AssistantProcess, Gone } from './AssistantProcess.ts'

/** How a part is kept. */
export interface Keeping {
  /** Whether everything else on the machine comes before it. */
  readonly behind: boolean
  /** Whether it can be had to stand still. */
  readonly standsStill?: boolean
  /** How long its process waits for more to do, ms. */
  readonly stays: number
}

/** One after the other, without an answer in between, of which the second is the last. */
const MOST_CRASHES = 2

/**
 * The owner of one part's process: starts it when it is needed, ends it when it is not for a while, starts it again where it
 * died, and gives up where that one dies too, or the net cannot be loaded.
 */
export class Assistant {
  private readonly runtime: Runtime
  private readonly part: Part
  private readonly file: NetFile
  private readonly keeping: Keeping
  private process: AssistantProcess | undefined
  private gaveUp: Reason | undefined
  private crashes = 0
  private atWork = 0
  private isClosed = false
  private timer: NodeJS.Timeout | undefined
  private readonly standstill = new Standstill()

  constructor(runtime: Runtime, part: Part, file: NetFile, keeping: Keeping) {
    this.runtime = runtime
    this.part = part
    this.file = file
    this.keeping = keeping
  }

  /** Why it does nothing any more; undefined while it does. */
  get off(): Reason | undefined {
    return this.gaveUp
  }

  get pid(): number | undefined {
    return this.process?.pid
  }

  /** As `performance.now()`, without the time that it stood still. */
  now(): number {
    return this.standstill.now()
  }

  /** What it is doing waits, and what it is asked until it goes on; on Windows all goes on. */
  standStill(): void {
    this.standstill.begin()
  }

  goOn(): void {
    this.standstill.end()
  }

  /** Starts the process where there is none, so that it is ready when it is asked. */
  warm(): void {
    if (!this.gaveUp) void this.use((process) => process.loaded).catch(() => {})
  }

  /**
   * Has the process do something, once more where it died meanwhile. Throws a `Refused` for why it gave up, and for what the
   * work is refused for; fails NO_STUDY_OPEN from when it was closed.
   */
  async use<T>(work: (process: AssistantProcess) => Promise<T>): Promise<T> {
    this.atWork++
    clearTimeout(this.timer)
    try {
      const { installed } = this.runtime
      const why = installed && (await installed.hindrance('assistant'))
      if (why) throw new Refused(why)
      for (;;) {
        const process = this.running()
        try {
          const answer = await process.loaded.then(() => work(process))
          this.crashes = 0
          return answer
        } catch (error) {
          if (!(error instanceof Gone)) throw error
          this.buried(process, error.crash)
        }
      }
    } finally {
      this.atWork--
      this.rest()
    }
  }

  /** Ends it for good; resolves when no process is left. */
  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    await this.process?.end()
  }

  private running(): AssistantProcess {
    if (this.isClosed) throw new Failure('studyClosed')
    if (this.gaveUp) throw new Refused(this.gaveUp)
    this.process ??= this.start()
    return this.process
  }

  private start(): AssistantProcess {
    const process = new AssistantProcess(this.runtime, this.part, this.file, this.keeping.behind)
    if (this.keeping.standsStill) this.standstill.takes(process.child)
    process.loaded.catch((error: unknown) => {
      if (!(error instanceof Refused)) return
      this.gaveUp = error.reason
      void process.end()
    })
    void process.closed.then((crash) => this.buried(process, crash))
    return process
  }

  /** Counted once, whoever hears of it first. */
  private buried(process: AssistantProcess, { signal, code }: Crash): void {
    if (this.process !== process) return
    this.process = undefined
    if (this.isClosed || this.gaveUp) return
    this.crashes++
    if (this.crashes >= MOST_CRASHES)
      this.gaveUp = reasonOf('assistStopped', { how: signal ?? `code ${code}` })
  }

  private rest(): void {
    if (this.atWork > 0 || this.isClosed) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const { process } = this
      this.process = undefined
      void process?.end()
    }, this.keeping.stays)
    this.timer.unref()
  }
}

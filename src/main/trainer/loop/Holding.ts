import { setTimeout as sleep } from 'node:timers/promises'

/** The longest that a job does nothing at a time, ms: however long somebody paints, it goes on by a step after that. */
const AT_MOST = 10_000
/** How often it is looked whether the time is over, ms; what is asked meanwhile is heard then. */
const LOOK = 40

/** Holds a job between two of its steps while somebody paints. */
export class Holding {
  private until = Number.NEGATIVE_INFINITY
  private readonly atMost: number

  /** `atMost`, ms, is for tests. */
  constructor(atMost = AT_MOST) {
    this.atMost = atMost
  }

  /** Somebody paints: nothing is to be done for so many ms from now on. */
  ask(ms: number): void {
    this.until = performance.now() + ms
  }

  /** Resolves when nobody has painted for a while, when `isWanted` says so, or at most after `atMost`; with the ms waited. */
  async wait(isWanted: () => boolean): Promise<number> {
    const began = performance.now()
    const end = () => Math.min(this.until, began + this.atMost)
    while (performance.now() < end() && !isWanted()) await sleep(LOOK)
    return performance.now() - began
  }
}

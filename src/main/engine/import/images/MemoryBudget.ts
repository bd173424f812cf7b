/** Memory set aside for one piece of work. */
export interface Hold {
  /** Gives back all but so many bytes: what a result keeps until it is used. */
  shrink(bytes: number): void
  /** Gives back the rest; again does nothing. */
  release(): void
}

/**
 * Memory that all who decode share, handed out in the order in which it is asked for. Whoever asked first never waits
 * for what was asked for later, so results that are used in that order cannot lock each other out.
 */
export class MemoryBudget {
  private readonly all: number
  private free: number
  private line: Promise<unknown> = Promise.resolve()
  private wake: (() => void) | undefined

  constructor(bytes: number) {
    this.all = bytes
    this.free = bytes
  }

  /** Resolves once there is room; at most everything is held. Rejects as `needed` does. */
  hold(needed: Promise<number>): Promise<Hold> {
    // It may fail before its turn; until then that is nobody's fault.
    needed.catch(() => {})
    const turn = this.line.then(() => this.take(needed))
    this.line = turn.catch(() => {})
    return turn
  }

  private async take(needed: Promise<number>): Promise<Hold> {
    let held = Math.min(await needed, this.all)
    while (this.free < held) await new Promise<void>((resolve) => (this.wake = resolve))
    this.free -= held
    const shrink = (bytes: number) => {
      if (bytes >= held) return
      this.free += held - bytes
      held = bytes
      this.wake?.()
    }
    return { shrink, release: () => shrink(0) }
  }
}

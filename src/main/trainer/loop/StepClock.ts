/** Steps that the time left is estimated from: long enough to be calm, short enough to notice a busy machine. */
const REMEMBERED = 20

/** Measures steps and says how long the rest will take. */
export class StepClock {
  private readonly recent: number[] = []
  private last = performance.now()
  private total: number

  /** `seconds` is what earlier parts of the run took. */
  constructor(seconds: number) {
    this.total = seconds
  }

  get seconds(): number {
    return this.total
  }

  /** Steps are counted from now on. */
  begin(): void {
    this.last = performance.now()
  }

  /** Leaves out so many ms in which nothing was done. */
  leaveOut(ms: number): void {
    this.last += ms
  }

  tick(stepsLeft: number): { secondsPerStep: number; secondsLeft: number } {
    const now = performance.now()
    const took = (now - this.last) / 1000
    this.last = now
    this.total += took
    this.recent.push(took)
    if (this.recent.length > REMEMBERED) this.recent.shift()
    // The median: the first step compiles kernels and says nothing about the others.
    const secondsPerStep = [...this.recent].sort((a, b) => a - b)[Math.floor(this.recent.length / 2)]!
    return { secondsPerStep, secondsLeft: secondsPerStep * stepsLeft }
  }
}

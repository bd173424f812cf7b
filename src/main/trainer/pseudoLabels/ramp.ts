/**
 * Share of its full weight that a term on pseudo-labels has at `step` (from 0) of `steps`: the usual ramp of mean
 * teachers, e^(−5(1−t)²) with t from 0 to 1 over the first `ramp` of the run, since first labels are worth little. A
 * ramp of 0 is none.
 */
export function rampAt(step: number, steps: number, ramp: number): number {
  const done = ramp === 0 ? 1 : Math.min(1, (step + 1) / (ramp * steps))
  return Math.exp(-5 * (1 - done) ** 2)
}

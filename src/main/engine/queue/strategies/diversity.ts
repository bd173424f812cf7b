import type { Strategy } from './Strategy.ts'

/** Frames that are chosen one after the other; behind them the order is by distance from labels and from these. */
const PICKED = 50
/** Above every pick, less any distance. */
const BEHIND = 2 * PICKED

/**
 * Farthest first: each frame is the one that is least like what is labelled and what stands before it, so that the labelled
 * frames cover all there are within the least distance (k-centre, Sener and Savarese 2018).
 */
export const diversity: Strategy = {
  name: 'diversity',
  sentence: 'frames that look least like those labelled so far, and like each other (k-centre)',
  says: 'unlike',
  delays(candidates, { rows }, looks) {
    const labelled = looks.nearestTo(rows)
    const nearest = Float32Array.from(candidates, ({ row }) => labelled[row] ?? Infinity)
    const delays = new Array<number>(candidates.length).fill(Infinity)
    for (let pick = 0; pick < PICKED; pick++) {
      const best = farthest(nearest, delays)
      const chosen = candidates[best]
      if (!chosen) break
      delays[best] = pick
      for (const [i, { row }] of candidates.entries())
        nearest[i] = Math.min(nearest[i] ?? 0, looks.distance(row, chosen.row))
    }
    return delays.map((delay, i) => (delay === Infinity ? BEHIND - (nearest[i] ?? 0) : delay))
  },
}

/** The one that is not chosen yet and farthest from all that are. */
function farthest(nearest: Float32Array, delays: readonly number[]): number {
  let [best, most] = [-1, -1]
  for (const [i, distance] of nearest.entries())
    if (delays[i] === Infinity && distance > most) [best, most] = [i, distance]
  return best
}

import type { Candidate } from '../survey/Candidate.ts'
import type { Strategy } from './Strategy.ts'

/** Frames that are chosen one after the other, those that they are chosen among, and those that stand for all that wait. */
const PICKED = 50
const SHORTLIST = 600
const STAND_FOR_ALL = 400
/** Frames farther apart than two of chance say nothing of each other. */
const REACH = 1

/**
 * Each frame is the one that brings all that wait nearest to a labelled or chosen one (facility location). Farthest first
 * would take what is like nothing else; of few labels most is learned where most frames are (Hacohen et al. 2022).
 */
export const typical: Strategy = {
  name: 'typical',
  sentence: 'frames that many others look like, of which none is labelled so far',
  says: 'unlike',
  delays(candidates, { rows }, looks) {
    const labelled = looks.nearestTo(rows)
    const shortlist = evenly(candidates, SHORTLIST)
    const all = evenly(candidates, STAND_FOR_ALL).map(({ frame: { row } }) => row)
    const nearest = Float32Array.from(all, (row) => Math.min(REACH, labelled[row] ?? REACH))
    const distances = shortlist.map(({ frame }) =>
      Float32Array.from(all, (row) => looks.distance(frame.row, row)),
    )
    const left = new Set(shortlist.keys())
    const delays = candidates.map(({ row }) => PICKED + 1 / (1 + Math.min(REACH, labelled[row] ?? REACH)))
    for (let pick = 0; pick < PICKED && left.size > 0; pick++) {
      const best = nearestForAll(left, distances, nearest)
      left.delete(best)
      const chosen = shortlist[best]
      if (chosen) delays[chosen.at] = pick
      for (const [i, distance] of (distances[best] ?? []).entries())
        nearest[i] = Math.min(nearest[i] ?? REACH, distance)
    }
    return delays
  },
}

/** So many of them at most, at even steps of the library's order, in which every patient has their place. */
function evenly(candidates: readonly Candidate[], most: number): { at: number; frame: Candidate }[] {
  const step = Math.max(1, candidates.length / most)
  const count = Math.min(most, candidates.length)
  return Array.from({ length: count }, (_, i) => Math.floor(i * step)).flatMap((at) => {
    const frame = candidates[at]
    return frame ? [{ at, frame }] : []
  })
}

/** The one that takes most off the ways to the nearest. */
function nearestForAll(
  left: ReadonlySet<number>,
  distances: readonly Float32Array[],
  nearest: Float32Array,
): number {
  let [best, most] = [-1, -1]
  for (const one of left) {
    const distance = distances[one] ?? nearest
    let gain = 0
    for (let i = 0; i < nearest.length; i++) gain += Math.max(0, (nearest[i] ?? 0) - (distance[i] ?? 0))
    if (gain > most) [best, most] = [one, gain]
  }
  return best
}

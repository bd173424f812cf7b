import type { Candidate } from '../survey/Candidate.ts'
import type { Looks } from '../survey/Looks.ts'

/** Frames that are chosen one after the other, and those that they are chosen among. */
const PICKED = 50
const SHORTLIST = 600
/** What a frame loses of its worth for each one of its patient that stands before it. */
const SAME_PATIENT = 0.5
/** What it loses at most for being of the light that those before it are of. */
const SAME_LIGHT = 0.3

/**
 * Delays by worth, where each frame loses by how alike those before it are: same look, same patient, same light. The first
 * fifty are chosen so; behind them the order is by worth, patients by turns.
 */
export function takeTurns(
  candidates: readonly Candidate[],
  worths: readonly number[],
  looks: Looks,
): number[] {
  const fair = byTurns(candidates, worths)
  const delays = Array.from(fair, (worth) => PICKED + 1 / (1 + worth))
  const left: Waiting[] = [...mostFirst(fair).subarray(0, SHORTLIST)].flatMap((at) => {
    const frame = candidates[at]
    return frame ? [{ at, frame, worth: worths[at] ?? 0, nearest: 1 }] : []
  })
  const patients = new Map<string, number>()
  const lights = new Map<string, number>()
  for (let pick = 0; pick < PICKED && left.length > 0; pick++) {
    let [best, most] = [0, -1]
    for (const [i, { frame, worth, nearest }] of left.entries()) {
      const alike = (lights.get(frame.modality) ?? 0) / Math.max(1, pick)
      const turn = SAME_PATIENT ** (patients.get(frame.patient) ?? 0)
      const now = worth * nearest * turn * (1 - SAME_LIGHT * alike)
      if (now > most) [best, most] = [i, now]
    }
    const [chosen] = left.splice(best, 1)
    if (!chosen) break
    delays[chosen.at] = pick
    const { patient, modality, row } = chosen.frame
    patients.set(patient, (patients.get(patient) ?? 0) + 1)
    lights.set(modality, (lights.get(modality) ?? 0) + 1)
    for (const other of left) other.nearest = Math.min(other.nearest, looks.distance(other.frame.row, row))
  }
  return delays
}

interface Waiting {
  readonly at: number
  readonly frame: Candidate
  readonly worth: number
  /** To those that are chosen, at most the usual distance. */
  nearest: number
}

/** Worth, less for each frame of the same patient that is worth more: a shortlist by it holds all patients. */
function byTurns(candidates: readonly Candidate[], worths: readonly number[]): Float64Array {
  const before = new Map<string, number>()
  const out = new Float64Array(worths.length)
  for (const at of mostFirst(worths)) {
    const patient = candidates[at]?.patient ?? ''
    const rank = before.get(patient) ?? 0
    before.set(patient, rank + 1)
    out[at] = (worths[at] ?? 0) / (1 + rank / 4)
  }
  return out
}

/** Places of numbers, the largest first. */
const mostFirst = (numbers: ArrayLike<number>): Uint32Array =>
  Uint32Array.from({ length: numbers.length }, (_, at) => at).sort(
    (a, b) => (numbers[b] ?? 0) - (numbers[a] ?? 0) || a - b,
  )

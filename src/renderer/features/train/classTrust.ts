import type { Curves } from '../../../shared/contract/training.ts'
import { meanOf } from '../../../shared/domain/overlap.ts'

/** Steps that are looked at together: single batches may hold none of a class. */
const LOOK = 20
/** Share of a round before which nothing is said: trust comes with the first labels that are learned. */
const EARLY = 0.1
/** A share of all pixels below which nobody would call a class trusted: less than a pixel of a crop of 300 px. */
const NOTHING = 1e-5
/** A class is on its way down where less than so much is left of the most that was trusted. */
const LEFT = 0.2
/** Overlap up to which a class is not found at all. */
const NOT_FOUND = 0.001

/**
 * How a class fares while a round runs:
 * - `early`: too few steps to tell.
 * - `unasked`: the method learns from labels alone, or trusts without asking.
 * - `trusted`, `fading`: it is learned from unlabelled frames, or less and less.
 * - `ignored`: no pixel of them is trusted to be of the class.
 * - `lost`: the labels of validation patients hold it, and it is found nowhere any more, or not yet late in the round.
 */
export type ClassState = 'early' | 'unasked' | 'trusted' | 'fading' | 'ignored' | 'lost'

export interface ClassTrust {
  readonly class: number
  readonly state: ClassState
  /** Confidence that a pseudo-label of it needs, 0 to 1; null for a method that asks for none. */
  readonly asked: number | null
  /** Share of all pixels of unlabelled frames that are learned from as it, over the last steps; null without a filter. */
  readonly trusted: number | null
  /** IoU on validation frames when it was last looked at; null before, and where no label holds it. */
  readonly overlap: number | null
}

/** Every lesion class of a round so far. */
export function classTrust({ losses, iou }: Curves, steps: number, classes: number): ClassTrust[] {
  const last = losses.at(-1)
  const step = last?.step ?? 0
  return Array.from({ length: classes - 1 }, (_, i) => {
    const c = i + 1
    const shares = losses.flatMap(({ share }) => share[c] ?? [])
    const trusted = meanOf(shares.slice(-LOOK))
    const overlaps = iou.map((point) => point.iou[c] ?? null)
    const asked = last?.thresholds[c] ?? null
    const isEarly = step < EARLY * steps || losses.length < LOOK
    const state = isLost(overlaps, step, steps) ? 'lost' : isEarly ? 'early' : stateOf(shares, trusted)
    return { class: c, state, asked, trusted, overlap: overlaps.at(-1) ?? null }
  })
}

function stateOf(shares: readonly number[], trusted: number | null): ClassState {
  if (trusted === null) return 'unasked'
  if (trusted < NOTHING) return 'ignored'
  const most = Math.max(...looksAt(shares))
  return trusted < LEFT * most ? 'fading' : 'trusted'
}

/** Means of the steps before, look by look. */
const looksAt = (shares: readonly number[]): number[] =>
  Array.from(
    { length: Math.floor(shares.length / LOOK) },
    (_, n) => meanOf(shares.slice(n * LOOK, (n + 1) * LOOK)) ?? 0,
  )

/** A class that was found and is not any more, or that half of a round has not taught to find. */
function isLost(overlaps: readonly (number | null)[], step: number, steps: number): boolean {
  const now = overlaps.at(-1) ?? null
  if (now === null || now > NOT_FOUND) return false
  return step >= steps / 2 || overlaps.some((overlap) => overlap !== null && overlap > NOT_FOUND)
}

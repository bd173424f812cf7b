import type { Why, WhyName } from '../../../shared/contract/queue.ts'
import { type Candidate, type Labelled, worstIn } from './survey/Candidate.ts'
import type { Looks } from './survey/Looks.ts'
import { teacherLags } from './survey/teacherLags.ts'

/** From so much on a reason is worth being said. */
const TORN = 0.05
const DIFFER = 0.1
const UNSURE = 0.25
const ALIKE = 0.85
/** A class is rare where another lesion class has so many times its labels, and as many at all; so is a light. */
const TIMES = 3
/** What is said of a frame tells it from so large a share of what waits: a young model is unsure everywhere. */
const MOST = 0.75

/** What is known around the frames that reasons are asked for. */
export interface Around {
  readonly candidates: readonly Candidate[]
  readonly labelled: Labelled
  readonly looks: Looks
}

/**
 * Why each frame stands in the list: the strategy's own reason where that holds of it, else the strongest of those that do.
 * There is always one.
 */
export function reasonsFor(frames: readonly Candidate[], around: Around, says: WhyName | undefined): Why[] {
  const isFar = farFrom(around)
  const least = leastOf(around.candidates)
  return frames.map((frame) => {
    const held = holding(frame, around.labelled, isFar, least)
    const own = held.find(({ why }) => why.name === says)
    const [first, ...rest] = held
    return (own ?? rest.reduce((best, one) => (one.weight > best.weight ? one : best), first)).why
  })
}

interface Held {
  readonly why: Why
  readonly weight: number
}

/** All that holds of a frame; how many labels its patient has always does. */
function holding(
  { patient, modality, predicted, begun, signals, row }: Candidate,
  { byPatient, byModality, byClass }: Labelled,
  isFar: (row: number) => boolean,
  least: Least,
): [Held, ...Held[]] {
  const labels = byPatient.get(patient) ?? 0
  const few: Held =
    labels === 0
      ? { why: { name: 'newPatient' }, weight: 0.45 }
      : { why: { name: 'fewOfPatient', labelled: labels }, weight: 0.05 }
  const held: [Held, ...Held[]] = [few]
  const hold = (why: Why, weight: number) => held.push({ why, weight })
  if (begun) hold({ name: 'begun' }, 3)
  if (isFar(row)) hold({ name: 'unlike' }, 0.5)
  const lights = Math.max(0, ...byModality.values())
  if (isFew(byModality.get(modality), lights)) hold({ name: 'fewOfLight', modality }, 0.4)
  const worst = worstIn(predicted)
  if (worst > 0) {
    hold({ name: 'lesion', class: worst }, 0.1)
    const most = Math.max(...byClass)
    if (isFew(byClass[worst], most)) hold({ name: 'rare', class: worst }, 0.6)
  }
  if (!signals) return held
  const { torn, netsDiffer, entropy, boundary } = signals
  if (torn && torn.share >= TORN)
    hold({ name: 'torn', share: torn.share, between: [...torn.between] }, 1.5 + torn.share)
  if (netsDiffer !== null && netsDiffer >= least.netsDiffer)
    hold({ name: 'netsDiffer', share: netsDiffer }, 1 + netsDiffer)
  if (entropy >= least.entropy) hold({ name: 'unsure' }, 0.5 + entropy / 2)
  if (boundary !== null && boundary >= least.boundary) hold({ name: 'edge' }, 0.35)
  return held
}

const isFew = (labels = 0, most: number): boolean => most >= TIMES && labels * TIMES < most

type Least = Readonly<Record<'entropy' | 'netsDiffer' | 'boundary', number>>

/** From how much on a frame is among the most doubted of what waits, and anybody would call it doubted. */
function leastOf(candidates: readonly Candidate[]): Least {
  const atLeast = (figure: keyof Least, floor: number) => {
    const known = Float64Array.from(candidates.flatMap(({ signals }) => signals?.[figure] ?? [])).sort()
    return Math.max(floor, known[Math.floor(MOST * known.length)] ?? 0)
  }
  return {
    entropy: atLeast('entropy', UNSURE),
    netsDiffer: teacherLags(candidates) ? Infinity : atLeast('netsDiffer', DIFFER),
    boundary: atLeast('boundary', ALIKE),
  }
}

/** Tells whether a row is among the farthest from all labels, of what waits. */
function farFrom({ candidates, labelled: { rows }, looks }: Around): (row: number) => boolean {
  if (rows.length === 0) return () => false
  const nearest = looks.nearestTo(rows)
  const sorted = Float32Array.from(candidates, ({ row }) => nearest[row] ?? 0).sort()
  const least = sorted[Math.floor(MOST * sorted.length)] ?? Infinity
  // Where all are as far, as without any embedding, none is told apart.
  const usual = sorted[sorted.length >> 1] ?? 0
  return (row) => (nearest[row] ?? 0) >= least && (nearest[row] ?? 0) > usual
}

import { IGNORE } from '../../../shared/domain/labelClass.ts'

/** What is known of the pixels `[2B,s,s]` of an embedding map, labelled images first. */
export interface SeenPixels {
  /** How many of them are of labelled images. */
  readonly labelled: number
  /** Label or pseudo-label; 255 where there is none. */
  readonly label: Uint8Array
  /** The teacher's `[2B,s,s,K]`. */
  readonly probability: Float32Array
  /** Unlabelled pixels of low and of high entropy, and all labelled ones in both: 1, else 0. */
  readonly low: Uint8Array
  readonly high: Uint8Array
}

/** Which pixels are surely not of a class (METHODS §1.5). */
export interface NegativeRule {
  /** `code`: only where the label says that they are of it, which no labelled pixel can be both. */
  readonly negatives: 'paper' | 'code'
  /** Ranks of the class among the teacher's, from 0 for the likeliest: at least the one, below the other. */
  readonly ranks: readonly [low: number, high: number]
}

/** A class's pixels by their place. */
export interface ClassPixels {
  /** Those of low entropy. */
  readonly members: Int32Array
  /** Of these, the ones that the teacher gives more than the asked probability. */
  readonly anchors: Int32Array
  /** Those that are surely not of it. */
  readonly negatives: Int32Array
}

export function classPixels(
  ofClass: number,
  seen: SeenPixels,
  leastProbability: number,
  rule: NegativeRule,
): ClassPixels {
  const { label, probability, low } = seen
  const classes = probability.length / label.length
  const members: number[] = []
  const anchors: number[] = []
  const negatives: number[] = []
  for (let i = 0; i < label.length; i++) {
    if (label[i] === ofClass && low[i] === 1) {
      members.push(i)
      if (probability[i * classes + ofClass]! > leastProbability) anchors.push(i)
    }
    if (isNegative(i, ofClass, seen, rule)) negatives.push(i)
  }
  return {
    members: Int32Array.from(members),
    anchors: Int32Array.from(anchors),
    negatives: Int32Array.from(negatives),
  }
}

function isNegative(
  i: number,
  ofClass: number,
  seen: SeenPixels,
  { negatives, ranks }: NegativeRule,
): boolean {
  const { label, labelled, high } = seen
  if (label[i] === IGNORE || high[i] === 0) return false
  if (negatives === 'code' && label[i] !== ofClass) return false
  const rank = rankOf(i, ofClass, seen)
  return i < labelled ? label[i] !== ofClass && rank < ranks[0] : rank >= ranks[0] && rank < ranks[1]
}

/** How many classes the teacher finds likelier; of two alike, the first. */
function rankOf(i: number, ofClass: number, { label, probability }: SeenPixels): number {
  const classes = probability.length / label.length
  const own = probability[i * classes + ofClass]!
  let rank = 0
  for (let c = 0; c < classes; c++) {
    const other = probability[i * classes + c]!
    if (other > own || (other === own && c < ofClass)) rank++
  }
  return rank
}

import { mean } from '../../../../shared/domain/overlap.ts'
import { spreadOf } from '../measures/spread.ts'
import { reachOfMean } from './student.ts'

/** A finished round: how many frames were labelled, and its mIoU on test frames, 0 to 1. */
export interface Judged {
  readonly way: string
  readonly seed: number
  readonly labelled: number
  readonly miou: number
}

/**
 * Labels that a way needs for what another reaches with 100, with a 95 % interval; both end where the rounds do, which label
 * `span` times as many at last as at first.
 */
export interface LabelsNeeded {
  readonly of100: number
  readonly interval: readonly [number, number] | null
  readonly draws: number
  readonly span: number
}

/** What twice the labels were worth on average, mIoU: the slope over the logarithm of labels, of all ways and seeds. */
export function worthOfTwice(rounds: readonly Judged[]): number | null {
  let [products, squares] = [0, 0]
  for (const [, own] of Map.groupBy(rounds, ({ way, seed }) => `${seed} ${way}`)) {
    const levels = own.map(({ labelled }) => Math.log2(labelled))
    const [level, height] = [mean(levels), mean(own.map(({ miou }) => miou))]
    for (const [i, { miou }] of own.entries()) {
      const away = (levels[i] ?? 0) - level
      products += away * (miou - height)
      squares += away ** 2
    }
  }
  return squares === 0 ? null : products / squares
}

/**
 * A way that is d ahead at the same number of labels, where twice the labels are worth w, needs 2^(−d/w) of them for the
 * same. d is the mean over the rounds after the first (which all ways have in common), seed by seed; the interval is
 * Student's over seeds. How surely w is known is not in it. Null where more labels have not helped: then no number of them
 * stands for a difference.
 */
export function labelsNeeded(rounds: readonly Judged[], way: string, other: string): LabelsNeeded | null {
  const twice = worthOfTwice(rounds)
  if (twice === null || twice <= 0) return null
  const counts = rounds.map(({ labelled }) => labelled)
  const first = Math.min(...counts)
  const span = Math.max(...counts) / first
  const later = rounds.filter(({ labelled }) => labelled > first)
  const differences = [...Map.groupBy(later, ({ seed }) => seed).values()].flatMap((own) => {
    const pairs = own.flatMap((round) => {
      const beside = own.find((one) => one.way === other && one.labelled === round.labelled)
      return round.way === way && beside ? [round.miou - beside.miou] : []
    })
    return pairs.length === 0 ? [] : [mean(pairs)]
  })
  const spread = spreadOf(differences)
  if (!spread) return null
  const needed = (difference: number) => 100 * Math.min(span, Math.max(1 / span, 2 ** (-difference / twice)))
  const draws = differences.length
  const reach = spread.deviation === null ? null : reachOfMean(spread.deviation, draws)
  return {
    of100: needed(spread.mean),
    interval: reach === null ? null : [needed(spread.mean + reach), needed(spread.mean - reach)],
    draws,
    span,
  }
}

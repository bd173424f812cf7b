import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { PseudoLabelSettings } from '../../../shared/trainer/parts/pseudoLabels.ts'
import type { Confidences } from './confidences.ts'

/**
 * Weights that make the cross-entropy Σ over trusted pixels / number of pixels (all, or those that are not
 * padding). A pixel is trusted whose confidence reaches its class's threshold.
 */
export function trustWeights(
  { pseudoLabel, confidence, ignore }: Confidences,
  thresholds: readonly number[],
  denominator: PseudoLabelSettings['denominator'],
): Float32Array {
  let counted = denominator === 'all' ? ignore.length : 0
  if (denominator === 'counted') for (const value of ignore) if (value !== IGNORE) counted++
  const weight = counted === 0 ? 0 : 1 / counted
  const weights = new Float32Array(ignore.length)
  for (let i = 0; i < weights.length; i++) {
    if (ignore[i] !== IGNORE && confidence[i]! >= thresholds[pseudoLabel[i]!]!) weights[i] = weight
  }
  return weights
}

/** Per class, the share of all pixels that are learned from as that class. */
function sharesOf({ pseudoLabel }: Confidences, trusted: Float32Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (let i = 0; i < trusted.length; i++) if (trusted[i]! > 0) counts[pseudoLabel[i]!]!++
  return counts.map((n) => n / trusted.length)
}

/**
 * Per class, the share of confident pseudo-labels (before mixing) that are right, where the truth is known; null
 * where none is confident. Experiments know it, a hospital does not.
 */
function accuracyOf(
  { pseudoLabel, confidence, ignore }: Confidences,
  thresholds: readonly number[],
  truth: Uint8Array,
): (number | null)[] {
  const right = thresholds.map(() => 0)
  const all = thresholds.map(() => 0)
  for (let i = 0; i < truth.length; i++) {
    const c = pseudoLabel[i]!
    if (ignore[i] === IGNORE || truth[i] === IGNORE || confidence[i]! < thresholds[c]!) continue
    all[c]!++
    if (truth[i] === c) right[c]!++
  }
  return all.map((n, c) => (n === 0 ? null : right[c]! / n))
}

/**
 * What a step tells of its pseudo-labels: the share that is learned from, by class, of those that `trusted` weighs; and
 * where the truth of the weak view is known, how many of the labels `seen` there that reach their `thresholds` are right.
 */
export function tellingOf(
  learned: Confidences,
  trusted: Float32Array,
  {
    seen,
    truth,
    thresholds,
  }: {
    readonly seen: Confidences
    readonly truth: Uint8Array | undefined
    readonly thresholds: readonly number[]
  },
) {
  return {
    pseudoLabelShare: sharesOf(learned, trusted, thresholds.length),
    ...(truth ? { pseudoLabelAccuracy: accuracyOf(seen, thresholds, truth) } : {}),
  }
}

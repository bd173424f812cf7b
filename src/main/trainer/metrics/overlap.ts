import { IGNORE } from '../../../shared/domain/labelClass.ts'

/** Pixels of each class in the truth, in both maps and in either; pixels of truth 255 are left out (METHODS §4). */
export function overlap(truth: Uint8Array, predicted: Uint8Array, classes: number) {
  const none = () => Array.from({ length: classes }, () => 0)
  const [held, intersection, union] = [none(), none(), none()]
  for (let i = 0; i < truth.length; i++) {
    const t = truth[i]!
    if (t === IGNORE) continue
    const p = predicted[i]!
    held[t]!++
    union[t]!++
    if (t === p) intersection[t]!++
    else union[p]!++
  }
  return { truth: held, intersection, union }
}

/** Dice of two binary maps; null where both are empty. */
export function dice(truth: Uint8Array, predicted: Uint8Array): number | null {
  let both = 0
  let sum = 0
  for (let i = 0; i < truth.length; i++) {
    both += truth[i]! & predicted[i]!
    sum += truth[i]! + predicted[i]!
  }
  return sum === 0 ? null : (2 * both) / sum
}

import type { Torn } from '../../../shared/domain/frameSignals.ts'
import type { ClassShares } from './ClassShares.ts'

/** A lesion smaller than this share of the frame is a speck. */
const SPECK = 0.002
/** The second lesion class is nearly as probable as the first from this share of both on. */
const NEARLY = 1 / 3

/** How much of the lesion lies between two lesion classes, and between which; null without lesion or with one class. */
export function tornIn({ classes, data }: ClassShares): Torn | null {
  if (classes < 3) return null
  let lesion = 0
  /** Torn cells by their two classes. */
  const between = new Map<number, number>()
  for (let at = 0; at < data.length; at += classes) {
    if (data[at]! >= 0.5) continue
    lesion++
    let [first, second] = [1, 2]
    if (data[at + 2]! > data[at + 1]!) [first, second] = [2, 1]
    for (let c = 3; c < classes; c++) {
      if (data[at + c]! > data[at + first]!) [first, second] = [c, first]
      else if (data[at + c]! > data[at + second]!) second = c
    }
    const [most, next] = [data[at + first]!, data[at + second]!]
    if (next < NEARLY * (most + next)) continue
    const pair = Math.min(first, second) * classes + Math.max(first, second)
    between.set(pair, (between.get(pair) ?? 0) + 1)
  }
  if (lesion === 0 || lesion < (SPECK * data.length) / classes) return null
  const pairs = [...between].sort(([, a], [, b]) => b - a)
  const [pair] = pairs[0] ?? [classes + 2]
  const torn = pairs.reduce((sum, [, cells]) => sum + cells, 0)
  return { share: torn / lesion, between: [Math.floor(pair / classes), pair % classes] }
}

import type { CrossTable } from '../crossTable.ts'
import { MOST_CLASSES } from '../labelClass.ts'

/**
 * Cohen's kappa of two readers over pixels, -1 to 1: how much more often they say the same than two who mark as much as
 * they do without looking. Null where both say one and the same of every pixel, which no chance could miss.
 */
export function kappaOf(table: CrossTable): number | null {
  const [one, other] = [new Float64Array(MOST_CLASSES), new Float64Array(MOST_CLASSES)]
  let [all, same] = [0, 0]
  for (let at = 0; at < table.length; at++) {
    const [a, b] = [Math.floor(at / MOST_CLASSES), at % MOST_CLASSES]
    one[a]! += table[at]!
    other[b]! += table[at]!
    all += table[at]!
    if (a === b) same += table[at]!
  }
  return kappaFrom(all, all - same, one, other)
}

/** The same of one class against all that is not it. */
export function kappaOfClass(table: CrossTable, c: number): number | null {
  let [both, one, other, all] = [0, 0, 0, 0]
  for (let at = 0; at < table.length; at++) {
    const [isOne, isOther] = [Math.floor(at / MOST_CLASSES) === c, at % MOST_CLASSES === c]
    all += table[at]!
    if (isOne) one += table[at]!
    if (isOther) other += table[at]!
    if (isOne && isOther) both += table[at]!
  }
  return kappaFrom(all, one + other - 2 * both, [one, all - one], [other, all - other])
}

/** From what differs and what would by chance: next to a large background the shares of what agrees are all but 1. */
function kappaFrom(all: number, differs: number, one: ArrayLike<number>, other: ArrayLike<number>) {
  let byChance = 0
  for (let a = 0; a < one.length; a++) byChance += one[a]! * (all - other[a]!)
  return byChance === 0 ? null : 1 - differs / (byChance / all)
}

/** Landis and Koch's words for kappa, from the least. */
export const kappaWords = ['poor', 'slight', 'fair', 'moderate', 'substantial', 'almostPerfect'] as const
export type KappaWord = (typeof kappaWords)[number]

/** The word for a kappa, as Landis and Koch (1977) gave them. */
export function kappaWord(kappa: number): KappaWord {
  if (kappa < 0) return 'poor'
  const step = Math.min(Math.max(Math.ceil(kappa * 5), 1), 5)
  return kappaWords[step] ?? 'almostPerfect'
}

import { createHash } from 'node:crypto'
import type { Split } from '../../../shared/contract/frames.ts'

/** Shares of patients that a study aims at. */
const SHARES: Readonly<Record<Split, number>> = { train: 0.7, validation: 0.15, test: 0.15 }

/** With fewer patients nothing can be held out. */
const FEWEST_PATIENTS = 4

/**
 * Splits for new patients: each, in an order that depends on nothing but its name, goes where the study lacks
 * most against the shares aimed at. Importing in parts or again gives every patient the same chances.
 */
export function drawSplits(
  patients: readonly string[],
  existing: Readonly<Record<Split, number>>,
): Map<string, Split> {
  const counts = { ...existing }
  const order = patients.map((code) => ({ code, key: createHash('sha256').update(code).digest('hex') }))
  order.sort((a, b) => (a.key < b.key ? -1 : 1))
  const total = patients.length + counts.train + counts.validation + counts.test
  const drawn = new Map<string, Split>()
  for (const { code } of order) {
    const lacking = (split: Split) => SHARES[split] * total - counts[split]
    const splits: Split[] = total < FEWEST_PATIENTS ? ['train'] : ['train', 'validation', 'test']
    const split = splits.reduce((best, s) => (lacking(s) > lacking(best) ? s : best))
    counts[split]++
    drawn.set(code, split)
  }
  return drawn
}

import { bestOf, type ClassShares } from './ClassShares.ts'

/** What background has less of may be a lesion. */
const MAYBE = 0.9
/** Share of the frame that a region counts as at least: a few cells of noise are no doubt worth an hour. */
const LEAST = 0.01

/** Means of what is doubted over what may be a lesion, each 0–1: entropy, and how narrowly the first class leads. */
export function doubtIn({ classes, data }: ClassShares): { entropy: number; narrowness: number } {
  const cells = data.length / classes
  let [region, entropy, narrowness] = [0, 0, 0]
  for (let at = 0; at < data.length; at += classes) {
    if (data[at]! >= MAYBE) continue
    region++
    let [first, second] = [0, 0]
    for (let c = at; c < at + classes; c++) {
      const share = data[c]!
      if (share > 0) entropy -= share * Math.log(share)
      if (share > first) [first, second] = [share, first]
      else if (share > second) second = share
    }
    narrowness += 1 - (first - second)
  }
  const over = Math.max(region, LEAST * cells)
  return { entropy: entropy / Math.log(Math.max(2, classes)) / over, narrowness: narrowness / over }
}

/**
 * Share of what either of two nets calls a lesion that they call differently, 0–1; of at least a hundredth of the frame.
 * Both on the same grid.
 */
export function differenceOf(one: ClassShares, other: ClassShares): number {
  const cells = one.data.length / one.classes
  let [lesion, differs] = [0, 0]
  for (let cell = 0; cell < cells; cell++) {
    const [a, b] = [bestOf(one, cell), bestOf(other, cell)]
    if (a > 0 || b > 0) lesion++
    if (a !== b) differs++
  }
  return differs / Math.max(lesion, LEAST * cells)
}

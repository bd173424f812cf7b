import type { Candidate } from '../survey/Candidate.ts'

/** Share of the frames with a figure whose figure is less, 0–1; null where a frame has none. */
export function ranksOf(
  candidates: readonly Candidate[],
  figure: (frame: Candidate) => number | null | undefined,
): (number | null)[] {
  const figures = candidates.map((frame) => figure(frame) ?? null)
  const sorted = Float64Array.from(figures.filter((value) => value !== null)).sort()
  return figures.map((value) => (value === null ? null : below(sorted, value) / sorted.length))
}

/** How many are less, of numbers in rising order. */
function below(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? Infinity) < value) from = middle + 1
    else to = middle
  }
  return from
}

import type { Candidate } from './survey/Candidate.ts'
import type { Looks } from './survey/Looks.ts'

/** The first frames by their delays, equal ones in the library's order, and never two that look alike. */
export function listed(
  candidates: readonly Candidate[],
  delays: readonly number[],
  looks: Looks,
  count: number,
): Candidate[] {
  const order = Uint32Array.from(candidates.keys()).sort((a, b) => {
    const [one, other] = [delays[a] ?? 0, delays[b] ?? 0]
    // Two infinite ones have no difference.
    return one === other ? a - b : one - other
  })
  const list: Candidate[] = []
  for (const at of order) {
    if (list.length >= count) break
    const frame = candidates[at]
    if (frame && !list.some(({ row }) => looks.areAlike(row, frame.row))) list.push(frame)
  }
  return list
}

import type { Candidate } from './Candidate.ts'

/** Share of the lesion that student and teacher differ on, beyond which on most frames the teacher is just behind. */
const BEHIND = 0.5

/** Whether the nets of the last round differ on so many frames that it tells nothing of one: as after a short round. */
export function teacherLags(candidates: readonly Candidate[]): boolean {
  const differences = Float64Array.from(candidates.flatMap(({ signals }) => signals?.netsDiffer ?? [])).sort()
  return (differences[differences.length >> 1] ?? 0) > BEHIND
}

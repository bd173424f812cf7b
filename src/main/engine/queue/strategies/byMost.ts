import type { Candidate, Signals } from '../survey/Candidate.ts'

/** The most of a figure first; frames of which it is not known come last. */
export const byMost =
  (figure: (signals: Signals, frame: Candidate) => number | null) =>
  (candidates: readonly Candidate[]): number[] =>
    candidates.map((frame) => {
      const value = frame.signals ? figure(frame.signals, frame) : null
      return value === null ? Infinity : -value
    })

import type { ComparedFigure, ComparedWord } from '../../../shared/contract/training.ts'
import { intervalByGroup } from '../../../shared/domain/bootstrap.ts'
import { ENOUGH_PATIENTS } from '../../../shared/domain/enoughPatients.ts'
import { holdsLesion, lesionOverlap } from '../../../shared/domain/lesionOverlap.ts'
import { iouOf } from '../../../shared/domain/overlap.ts'
import { patientsOf } from '../../../shared/domain/patientsOf.ts'
import type { FrameScore } from '../../../shared/trainer/protocol.ts'

/** A change smaller than this, in points, is no change that anybody would notice. */
export const NOTICEABLE = 0.5

/** One frame as both models see it. */
export interface Pair {
  readonly now: FrameScore
  readonly before: FrameScore
}

/** A figure of a model on frames, 0 to 1, null where they do not show it; and whether a frame's label shows it. */
export interface Figure {
  of(frames: readonly FrameScore[]): number | null
  isShownBy(frame: FrameScore): boolean
}

/** The one that models are told by: the mean IoU of the lesion classes. */
export const mainFigure: Figure = { of: lesionOverlap, isShownBy: holdsLesion }

/** The IoU of one class, which the labels hold. */
export const classFigure = (c: number): Figure => ({
  of: (frames) => (frames.some(holds(c)) ? (iouOf(frames)[c] ?? null) : null),
  isShownBy: holds(c),
})

const holds =
  (c: number) =>
  ({ truth }: FrameScore): boolean =>
    (truth[c] ?? 0) > 0

/** Frames of both models, by the frame. */
export function pairsOf(now: readonly FrameScore[], before: readonly FrameScore[]): Pair[] {
  const theirs = new Map(before.map((frame) => [frame.id, frame]))
  return now.flatMap((frame) => {
    const other = theirs.get(frame.id)
    return other ? [{ now: frame, before: other }] : []
  })
}

/** A figure of both models, with the interval of its change by patient and what that comes to in a word. */
export function compared(pairs: readonly Pair[], figure: Figure): ComparedFigure {
  const now = figure.of(pairs.map((pair) => pair.now))
  const before = figure.of(pairs.map((pair) => pair.before))
  const change = changeOf(pairs, figure)
  if (change === null) return { before, now, change, interval: null, word: null }
  const shown = pairs.filter((pair) => figure.isShownBy(pair.now))
  const interval =
    patientsOf(shown.map((pair) => pair.now)).length < ENOUGH_PATIENTS
      ? null
      : intervalByGroup(
          pairs,
          (pair) => pair.now.patient,
          (some) => changeOf(some, figure),
        )
  return { before, now, change, interval, word: wordFor(change, interval) }
}

/** Better and worse are only said where the interval leaves no doubt about the sign. */
function wordFor(change: number, interval: readonly [number, number] | null): ComparedWord {
  if (!interval) return 'unsure'
  if (interval[0] > 0 && change >= NOTICEABLE) return 'better'
  return interval[1] < 0 && change <= -NOTICEABLE ? 'worse' : 'same'
}

/** Change of a figure in points; null where the frames do not show it. */
export function changeOf(pairs: readonly Pair[], figure: Figure): number | null {
  const now = figure.of(pairs.map((pair) => pair.now))
  const before = figure.of(pairs.map((pair) => pair.before))
  return now === null || before === null ? null : 100 * (now - before)
}

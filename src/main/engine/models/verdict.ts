import type { Verdict } from '../../../shared/contract/training.ts'
import { intervalByGroup } from '../../../shared/domain/bootstrap.ts'
import { iouOf, meanOf } from '../../../shared/domain/overlap.ts'
import type { FrameScore, Scores } from '../../../shared/trainer/protocol.ts'

/** A change smaller than this, in points of mean IoU, is no change that anybody would notice. */
const NOTICEABLE = 0.5

/** One frame as both models see it. */
interface Pair {
  readonly now: FrameScore
  readonly before: FrameScore
}

/**
 * Better, same or worse than the model in use, on the same frozen frames: the change of mean IoU in points with
 * its 95 % interval by patient. Better and worse are only said where the interval leaves no doubt about the sign.
 */
export function verdictOf(now: Scores, before: Scores | null): Verdict {
  const perClass = now.iou.map((iou, c) => ({ class: c, before: before?.iou[c] ?? null, now: iou }))
  if (!before) return { overall: 'first', change: 0, interval: [0, 0], perClass, patientsWorse: [] }
  const theirs = new Map(before.perFrame.map((frame) => [frame.id, frame]))
  const pairs = now.perFrame.flatMap((frame) => {
    const other = theirs.get(frame.id)
    return other ? [{ now: frame, before: other }] : []
  })
  const change = 100 * (now.miou - before.miou)
  const interval = intervalByGroup(pairs, (pair) => pair.now.patient, changeOf)
  const overall =
    interval[0] > 0 && change >= NOTICEABLE
      ? 'better'
      : interval[1] < 0 && change <= -NOTICEABLE
        ? 'worse'
        : 'same'
  const patients = [...new Set(pairs.map((pair) => pair.now.patient))]
  const patientsWorse = patients.filter(
    (patient) => changeOf(pairs.filter((pair) => pair.now.patient === patient)) < -NOTICEABLE,
  )
  return { overall, change, interval, perClass, patientsWorse }
}

/** Change of mean IoU in points. */
function changeOf(pairs: readonly Pair[]): number {
  const miou = (frames: readonly FrameScore[]) => meanOf(iouOf(frames)) ?? 0
  return 100 * (miou(pairs.map((pair) => pair.now)) - miou(pairs.map((pair) => pair.before)))
}

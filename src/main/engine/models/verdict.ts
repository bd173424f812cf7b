import type { Verdict } from '../../../shared/contract/training.ts'
import { streamFor, whole } from '../../../shared/domain/random.ts'
import type { FrameScore, Scores } from '../../../shared/trainer/protocol.ts'

const RESAMPLES = 1000
/** A change smaller than this, in points of mean IoU, is no change that anybody would notice. */
const NOTICEABLE = 0.5

/**
 * Better, same or worse than the model in use, on the same frozen frames: the change of mean IoU in points with
 * its 95 % interval from resampling patients (frames of one patient are no independent evidence). Better and
 * worse are only said where the interval leaves no doubt about the sign.
 */
export function verdictOf(now: Scores, before: Scores | null): Verdict {
  const perClass = now.iou.map((iou, c) => ({ class: c, before: before?.iou[c] ?? null, now: iou }))
  if (!before) return { overall: 'first', change: 0, interval: [0, 0], perClass, patientsWorse: [] }
  const change = 100 * (now.miou - before.miou)
  const patients = [...new Set(now.perFrame.map((f) => f.patient))]
  const of = (scores: Scores) =>
    new Map(patients.map((p) => [p, scores.perFrame.filter((f) => f.patient === p)]))
  const [mine, theirs] = [of(now), of(before)]
  const differences = resampled(patients, mine, theirs)
  const interval: [number, number] = [
    differences[Math.floor(RESAMPLES * 0.025)]!,
    differences[Math.floor(RESAMPLES * 0.975)]!,
  ]
  const overall =
    interval[0] > 0 && change >= NOTICEABLE
      ? 'better'
      : interval[1] < 0 && change <= -NOTICEABLE
        ? 'worse'
        : 'same'
  const patientsWorse = patients.filter(
    (p) => meanIou(mine.get(p)!) < meanIou(theirs.get(p)!) - NOTICEABLE / 100,
  )
  return { overall, change, interval, perClass, patientsWorse }
}

type ByPatient = ReadonlyMap<string, readonly FrameScore[]>

function resampled(patients: readonly string[], mine: ByPatient, theirs: ByPatient): number[] {
  const random = streamFor(1, 'verdict')
  const differences = Array.from({ length: RESAMPLES }, () => {
    const drawn = patients.map(() => patients[whole(random, 0, patients.length - 1)]!)
    const pool = (from: ByPatient) => drawn.flatMap((p) => from.get(p)!)
    return 100 * (meanIou(pool(mine)) - meanIou(pool(theirs)))
  })
  return differences.sort((a, b) => a - b)
}

function meanIou(frames: readonly FrameScore[]): number {
  const classes = frames[0]?.union.length ?? 0
  let sum = 0
  let known = 0
  for (let c = 0; c < classes; c++) {
    const union = frames.reduce((n, f) => n + f.union[c]!, 0)
    if (union === 0) continue
    sum += frames.reduce((n, f) => n + f.intersection[c]!, 0) / union
    known++
  }
  return known === 0 ? 0 : sum / known
}

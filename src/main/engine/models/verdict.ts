import type { Alarm, LesionFigure, Verdict } from '../../../shared/contract/training.ts'
import { intervalByGroup } from '../../../shared/domain/bootstrap.ts'
import { collapsesOf } from '../../../shared/domain/collapse.ts'
import { ENOUGH_PATIENTS } from '../../../shared/domain/enoughPatients.ts'
import { holdsLesion, lesionOverlap } from '../../../shared/domain/lesionOverlap.ts'
import type { Candidate, FrameScore, Scores, TrainResult } from '../../../shared/trainer/protocol.ts'

/** A change smaller than this, in points of the main figure, is no change that anybody would notice. */
const NOTICEABLE = 0.5
/** A fall by so many points is an alarm, however few the patients. */
const FAR_BELOW = 10

export type Judged = Pick<TrainResult, 'scores' | 'championScores' | 'net' | 'candidates' | 'divergedAt'>

/** One frame as both models see it. */
interface Pair {
  readonly now: FrameScore
  readonly before: FrameScore
}

/**
 * A run's model beside the model in use, on the same frozen frames: the change of the main figure in points with its
 * 95 % interval by patient. Better and worse are only said where the interval leaves no doubt about the sign. Null
 * where no label could judge it.
 */
export function verdictOf(result: Judged): Omit<Verdict, 'against' | 'adopted'> | null {
  const { scores, championScores, divergedAt } = result
  const measured = scores && figureOf(scores.perFrame)
  if (!scores || !measured) return null
  const compared = championScores && compare(scores, championScores, measured.patientsWithLesion)
  const change = compared?.change ?? 0
  const alarms: Alarm[] = [
    ...(divergedAt === null ? [] : [{ kind: 'diverged', step: divergedAt } as const]),
    ...collapsesOf(scores.perFrame),
    ...(change > -FAR_BELOW ? [] : [{ kind: 'farBelow', points: -change } as const]),
  ]
  return {
    overall: compared?.overall ?? 'first',
    measured,
    change,
    interval: compared?.interval ?? null,
    perClass: scores.iou.map((now, c) => ({
      class: c,
      before: championScores?.iou[c] ?? null,
      now,
      ...foundOf(scores.perFrame, c),
    })),
    patientsWorse: compared?.patientsWorse ?? [],
    alarms,
    ...netsOf(result),
  }
}

/** Whether a model is taken into use without being asked for: sound, and the first or better beyond doubt. */
export const adoptsItself = ({ overall, alarms }: Pick<Verdict, 'overall' | 'alarms'>): boolean =>
  alarms.length === 0 && (overall === 'first' || overall === 'better')

/** The main figure on judged frames; null where their labels hold no lesion. */
export function figureOf(frames: readonly FrameScore[]): LesionFigure | null {
  const overlap = lesionOverlap(frames)
  if (overlap === null) return null
  const patientsWithLesion = patientsOf(frames.filter(holdsLesion)).length
  const interval =
    patientsWithLesion < ENOUGH_PATIENTS ? null : intervalByGroup(frames, patientOf, lesionOverlap)
  return { overlap, interval, patients: patientsOf(frames).length, patientsWithLesion, frames: frames.length }
}

function compare(now: Scores, before: Scores, patientsWithLesion: number) {
  const theirs = new Map(before.perFrame.map((frame) => [frame.id, frame]))
  const pairs = now.perFrame.flatMap((frame) => {
    const other = theirs.get(frame.id)
    return other ? [{ now: frame, before: other }] : []
  })
  const change = changeOf(pairs) ?? 0
  const interval =
    patientsWithLesion < ENOUGH_PATIENTS ? null : intervalByGroup(pairs, (pair) => pair.now.patient, changeOf)
  const patientsWorse = patientsOf(now.perFrame).filter(
    (patient) => (changeOf(pairs.filter((pair) => pair.now.patient === patient)) ?? 0) < -NOTICEABLE,
  )
  return { overall: wordFor(change, interval), change, interval, patientsWorse }
}

function wordFor(change: number, interval: readonly [number, number] | null): Verdict['overall'] {
  if (!interval) return 'unsure'
  if (interval[0] > 0 && change >= NOTICEABLE) return 'better'
  return interval[1] < 0 && change <= -NOTICEABLE ? 'worse' : 'same'
}

/** Change of the main figure in points; null where no label holds a lesion. */
function changeOf(pairs: readonly Pair[]): number | null {
  const now = lesionOverlap(pairs.map((pair) => pair.now))
  const before = lesionOverlap(pairs.map((pair) => pair.before))
  return now === null || before === null ? null : 100 * (now - before)
}

/** Frames whose label holds a class, and those of them on which any of it was found. */
function foundOf(frames: readonly FrameScore[], c: number): { frames: number; found: number } {
  const holding = frames.filter(({ truth }) => (truth[c] ?? 0) > 0)
  return {
    frames: holding.length,
    found: holding.filter(({ intersection }) => (intersection[c] ?? 0) > 0).length,
  }
}

function netsOf({ net, candidates }: Judged): Pick<Verdict, 'net' | 'nets'> {
  const nets = candidates.map(({ net: name, step, validation }: Candidate) => ({
    net: name,
    step,
    overlap: validation && lesionOverlap(validation.perFrame),
  }))
  return { net: nets.find((found) => found.net === net) ?? null, nets }
}

const patientOf = ({ patient }: FrameScore): string => patient
const patientsOf = (frames: readonly FrameScore[]): string[] => [...new Set(frames.map(patientOf))]

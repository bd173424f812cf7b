import type { Alarm, LesionFigure, Verdict } from '../../../shared/contract/training.ts'
import { intervalByGroup } from '../../../shared/domain/bootstrap.ts'
import { collapsesOf } from '../../../shared/domain/collapse.ts'
import { ENOUGH_PATIENTS } from '../../../shared/domain/enoughPatients.ts'
import { holdsLesion, lesionOverlap } from '../../../shared/domain/lesionOverlap.ts'
import { patientsOf } from '../../../shared/domain/patientsOf.ts'
import type { Candidate, FrameScore, Scores, TrainResult } from '../../../shared/trainer/protocol.ts'
import { changeOf, classFigure, compared, mainFigure, NOTICEABLE, type Pair, pairsOf } from './compared.ts'

/** A fall by so many points is an alarm, however few the patients. */
const FAR_BELOW = 10

export type Judged = Pick<TrainResult, 'scores' | 'championScores' | 'net' | 'candidates' | 'divergedAt'>

/**
 * A run's model beside the model in use, on the same frozen frames: the change of the main figure in points with its
 * 95 % interval by patient, and the same of each class and in each light. Null where no label could judge it.
 */
export function verdictOf(result: Judged): Omit<Verdict, 'against' | 'adopted' | 'declined'> | null {
  const { scores, championScores, divergedAt } = result
  const measured = scores && figureOf(scores.perFrame)
  if (!scores || !measured) return null
  const beside = championScores && compare(scores, championScores)
  const pairs = beside?.pairs ?? null
  const change = beside?.change ?? 0
  const alarms: Alarm[] = [
    ...(divergedAt === null ? [] : [{ kind: 'diverged', step: divergedAt } as const]),
    ...collapsesOf(scores.perFrame),
    ...(change > -FAR_BELOW ? [] : [{ kind: 'farBelow', points: -change } as const]),
  ]
  return {
    overall: beside?.overall ?? 'first',
    measured,
    change,
    interval: beside?.interval ?? null,
    perClass: scores.iou.map((_, c) => classIn(scores, championScores, pairs, c)),
    byLight: lightsIn(scores, pairs),
    patientsWorse: beside?.patientsWorse ?? [],
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

/** Both models on the frames that both were judged on; null where there was no model before. */
function compare(now: Scores, before: Scores) {
  const pairs = pairsOf(now.perFrame, before.perFrame)
  const { change, interval, word } = compared(pairs, mainFigure)
  const patientsWorse = patientsOf(now.perFrame).filter(
    (patient) => (changeOf(ofPatient(pairs, patient), mainFigure) ?? 0) < -NOTICEABLE,
  )
  return { pairs, overall: word ?? 'unsure', change: change ?? 0, interval, patientsWorse }
}

const ofPatient = (pairs: readonly Pair[], patient: string): Pair[] =>
  pairs.filter(({ now }) => now.patient === patient)

/** How a class fares, and what has changed of it. */
function classIn(now: Scores, before: Scores | null, pairs: readonly Pair[] | null, c: number) {
  const { frames, found } = foundOf(now.perFrame, c)
  const { change, interval, word } = pairs ? compared(pairs, classFigure(c)) : NOTHING_BEFORE
  return {
    class: c,
    before: before?.iou[c] ?? null,
    now: now.iou[c] ?? null,
    frames,
    found,
    patients: patientsOf(now.perFrame.filter(classFigure(c).isShownBy)).length,
    foundBefore: before ? foundOf(before.perFrame, c).found : null,
    change,
    interval,
    word,
  }
}

const NOTHING_BEFORE = { change: null, interval: null, word: null } as const

/** The main figure in each light; nothing where all frames are of one. */
function lightsIn(now: Scores, pairs: readonly Pair[] | null): Verdict['byLight'] {
  const lights = [...new Set(now.perFrame.map(({ modality }) => modality))].sort()
  if (lights.length < 2) return []
  return lights.map((modality) => {
    const frames = now.perFrame.filter((frame) => frame.modality === modality)
    const own = pairs?.filter((pair) => pair.now.modality === modality)
    const figures = own
      ? compared(own, mainFigure)
      : { before: null, now: mainFigure.of(frames), ...NOTHING_BEFORE }
    return { modality, frames: frames.length, patients: patientsOf(frames).length, ...figures }
  })
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

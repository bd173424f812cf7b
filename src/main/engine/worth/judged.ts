import { intervalByGroup } from '../../../shared/domain/bootstrap.ts'
import { ENOUGH_PATIENTS } from '../../../shared/domain/enoughPatients.ts'
import { holdsLesion, type JudgedFrame, lesionsHeld } from '../../../shared/domain/lesionOverlap.ts'
import { iouOf, meanOf } from '../../../shared/domain/overlap.ts'
import { patientsOf } from '../../../shared/domain/patientsOf.ts'
import type { FrameScore } from '../../../shared/trainer/protocol.ts'

/** What a model was judged on of a patient, all frames together: figures over pixels are the same, and made in a moment. */
export interface JudgedPatient extends JudgedFrame {
  readonly patient: string
}

export function byPatient(frames: readonly FrameScore[]): JudgedPatient[] {
  const patients = new Map<string, JudgedPatient>()
  for (const { patient, truth, intersection, union } of frames) {
    const before = patients.get(patient)
    const sum = (key: 'truth' | 'intersection' | 'union', more: readonly number[]) =>
      before ? before[key].map((pixels, c) => pixels + (more[c] ?? 0)) : more
    patients.set(patient, {
      patient,
      truth: sum('truth', truth),
      intersection: sum('intersection', intersection),
      union: sum('union', union),
    })
  }
  return [...patients.values()]
}

/** Dice of each class over all pixels; null where a class is nowhere. */
export const diceByClass = (frames: readonly JudgedFrame[]): (number | null)[] =>
  iouOf(frames).map((iou) => (iou === null ? null : (2 * iou) / (1 + iou)))

/** The mean over the lesion classes that the labels hold; null where they hold none. */
export function lesionDice(frames: readonly JudgedFrame[]): number | null {
  const dice = diceByClass(frames)
  return meanOf(lesionsHeld(frames).map((c) => dice[c] ?? 0))
}

/** 95 % interval of a figure by patient; null where too few patients show what it is about. */
export function intervalOf(
  patients: readonly JudgedPatient[],
  shows: (patient: JudgedPatient) => boolean,
  figure: (patients: readonly JudgedPatient[]) => number | null,
): [number, number] | null {
  if (patients.filter(shows).length < ENOUGH_PATIENTS) return null
  return intervalByGroup(patients, ({ patient }) => patient, figure)
}

/** The frames that all rounds were judged on by the same label, of each round in one order. */
export function commonFrames(rounds: readonly (readonly FrameScore[])[]): FrameScore[][] {
  const keys = rounds.map((frames) => new Map(frames.map((frame) => [keyOf(frame), frame])))
  const [first] = keys
  const common = [...(first?.keys() ?? [])].filter((key) => keys.every((of) => of.has(key)))
  return keys.map((of) => common.flatMap((key) => of.get(key) ?? []))
}

/** Share of a round's judged frames that another was judged on by the same label. */
export function shareIn(frames: readonly FrameScore[], other: readonly FrameScore[]): number {
  const keys = new Set(other.map(keyOf))
  return frames.length === 0 ? 0 : frames.filter((frame) => keys.has(keyOf(frame))).length / frames.length
}

/** A frame with what its label holds: one that got another label since judges something else. */
const keyOf = ({ id, patient, truth }: FrameScore) => JSON.stringify([id, patient, truth])

export const patientsWithLesion = (frames: readonly FrameScore[]): number =>
  patientsOf(frames.filter(holdsLesion)).length

import type { Candidate, Labelled } from '../survey/Candidate.ts'
import type { Looks } from '../survey/Looks.ts'
import { teacherLags } from '../survey/teacherLags.ts'
import { luckOf } from './luckOf.ts'
import { ranksOf } from './ranksOf.ts'
import type { Strategy } from './Strategy.ts'
import { takeTurns } from './takeTurns.ts'

/** How much each part counts, of those that are known of a frame. */
const WEIGHTS = {
  /** The model is not sure. */
  entropy: 2,
  /** It is torn between two lesion classes: what doctors are asked most. */
  torn: 2,
  netsDiffer: 1,
  boundary: 0.5,
  /** What it sees is rare among labels. */
  rarity: 1,
  /** It looks unlike what is labelled. */
  novelty: 2,
  /** Patient and light have few labels. */
  patient: 1,
  light: 0.5,
} as const

/** Time counts within this factor of the usual: else frames without a lesion, which take seconds, would fill the list. */
const TIME = 1.5

/**
 * Worth by all that is known of a frame, per minute of work, taken by turns so that no two alike stand next to each other.
 * Without a model it is the look of the picture, the patient and the light.
 */
export const blend: Strategy = {
  name: 'blend',
  sentence: 'all of what follows weighed together, per minute of work where that can be told',
  delays(candidates, labelled, looks) {
    const worths = worthOf(candidates, labelled, looks)
    const times = paceOf(candidates)
    const perMinute = worths.map((worth, i) => worth / (times[i] ?? 1))
    return takeTurns(candidates, perMinute, looks)
  },
}

/** Mean of the parts that are known, each as a rank or a share, 0–1; by a hair differently, so that equal ones mix. */
function worthOf(candidates: readonly Candidate[], labelled: Labelled, looks: Looks): number[] {
  const { byPatient, byModality, byClass, rows } = labelled
  const nearest = looks.nearestTo(rows)
  const lags = teacherLags(candidates)
  const lights = Math.max(1, ...byModality.values())
  // An overlay without a lesion is torn nowhere and has no edge: that is known, as far as it goes.
  const parts: readonly (readonly [number, readonly (number | null)[]])[] = [
    [WEIGHTS.entropy, ranksOf(candidates, ({ signals }) => signals?.entropy ?? null)],
    [WEIGHTS.torn, ranksOf(candidates, ({ signals }) => signals && (signals.torn?.share ?? 0))],
    [WEIGHTS.netsDiffer, ranksOf(candidates, ({ signals }) => (lags ? null : signals?.netsDiffer))],
    [WEIGHTS.boundary, ranksOf(candidates, ({ signals }) => signals && (signals.boundary ?? 0))],
    [WEIGHTS.novelty, ranksOf(candidates, ({ row }) => (rows.length > 0 ? (nearest[row] ?? null) : null))],
    [WEIGHTS.rarity, candidates.map(({ predicted }) => rarityOf(predicted, byClass))],
    [WEIGHTS.patient, candidates.map(({ patient }) => 1 / (1 + (byPatient.get(patient) ?? 0)))],
    [WEIGHTS.light, candidates.map(({ modality }) => 1 - (byModality.get(modality) ?? 0) / lights)],
  ]
  return candidates.map(({ id }, i) => {
    let [sum, weights] = [0, 0]
    for (const [weight, values] of parts) {
      const value = values[i]
      if (value === null || value === undefined) continue
      sum += weight * value
      weights += weight
    }
    return sum / weights + 1e-4 * luckOf(id)
  })
}

/** 1 for a class that no label holds, less the more do; 0 where no lesion is seen, null without an overlay. */
function rarityOf(predicted: number, byClass: readonly number[]): number | null {
  if (predicted === 0) return null
  const most = Math.max(1, ...byClass)
  let rarity = 0
  for (let c = 1; c < byClass.length; c++)
    if ((predicted >> c) & 1) rarity = Math.max(rarity, 1 - (byClass[c] ?? 0) / (most + 1))
  return rarity
}

/** Expected work in units of the usual; 1 where nothing was measured. */
function paceOf(candidates: readonly Candidate[]): number[] {
  let [sum, count] = [0, 0]
  for (const { minutes } of candidates) {
    if (minutes === null) continue
    sum += minutes
    count++
  }
  const usual = sum / count
  return candidates.map(({ minutes }) =>
    minutes === null || !(usual > 0) ? 1 : Math.min(TIME, Math.max(1 / TIME, minutes / usual)),
  )
}

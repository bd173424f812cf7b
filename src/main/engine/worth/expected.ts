import { middleOf } from '../../../shared/domain/bootstrap.ts'
import { patientsOf } from '../../../shared/domain/patientsOf.ts'
import { type Random, streamFor, whole } from '../../../shared/domain/random.ts'
import type { FrameScore } from '../../../shared/trainer/protocol.ts'
import { lesionDice } from './judged.ts'
import { at, fitted, type Measured, numbersOf, type PowerLaw } from './powerLaw.ts'

const RESAMPLES = 500
/** Places along the labels at which the curve is told. */
const PLACES = 24
/** Draws until rounds of two numbers of labels are among those drawn. */
const TRIES = 20

/** A round as it was judged, frames of all rounds in one order. */
export interface Judged {
  readonly labelled: number
  readonly frames: readonly FrameScore[]
}

export interface Expected {
  readonly curve: { labelled: number; dice: number; interval: [number, number] }[]
  readonly next: { masks: number; gain: number; interval: [number, number] }
}

/**
 * A power law through rounds, and what further masks add by it. The intervals are of laws through the same rounds with
 * patients drawn anew, with replacement, and rounds as well: what one round's luck did is in them. Where there are fewer
 * labels now than any round had, the next ones are counted from the fewest: below it the law is only a guess. Seeded.
 */
export function expectedFrom(rounds: readonly Judged[], now: number, masks: number): Expected {
  const law = fitted(measured(rounds))
  const random = streamFor(1, 'label-budget')
  const places = placesByPatient(rounds[0]?.frames ?? [])
  const laws = Array.from({ length: RESAMPLES }, () => fitted(drawn(rounds, places, random)))
  const numbers = rounds.map(({ labelled }) => labelled)
  const [from, to] = [Math.min(...numbers), Math.max(now, ...numbers) + masks]
  const along = Array.from({ length: PLACES }, (_, i) => from + ((to - from) * i) / (PLACES - 1))
  const told = (of: (law: PowerLaw) => number) => ({ value: of(law), interval: middleOf(laws.map(of)) })
  const start = Math.max(now, from)
  const gain = told((one) => at(one, start + masks) - at(one, start))
  return {
    curve: along.map((labelled) => {
      const { value, interval } = told((one) => at(one, labelled))
      return { labelled, dice: value, interval }
    }),
    next: { masks, gain: gain.value, interval: gain.interval },
  }
}

const measured = (rounds: readonly Judged[]): Measured[] =>
  rounds.flatMap(({ labelled, frames }) => {
    const dice = lesionDice(frames)
    return dice === null ? [] : [{ labelled, dice }]
  })

/** The same rounds, of patients drawn anew and some of them more than once. */
function drawn(
  rounds: readonly Judged[],
  byPatient: readonly (readonly number[])[],
  random: Random,
): Measured[] {
  const places = byPatient.flatMap(() => byPatient[whole(random, 0, byPatient.length - 1)] ?? [])
  const points = measured(
    rounds.map(({ labelled, frames }) => ({
      labelled,
      frames: places.flatMap((place) => frames[place] ?? []),
    })),
  )
  for (let n = 0; n < TRIES; n++) {
    const some = points.flatMap(() => points[whole(random, 0, points.length - 1)] ?? [])
    if (numbersOf(some) > 1) return some
  }
  return points
}

/** Where each patient's frames stand. */
const placesByPatient = (frames: readonly FrameScore[]): number[][] =>
  patientsOf(frames).map((patient) =>
    frames.flatMap((frame, place) => (frame.patient === patient ? [place] : [])),
  )

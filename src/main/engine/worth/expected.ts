import { middleOf } from '../../../shared/domain/bootstrap.ts'
import { type Random, streamFor, whole } from '../../../shared/domain/random.ts'
import { type JudgedPatient, lesionDice } from './judged.ts'
import { at, fitted, type Measured, numbersOf, type PowerLaw } from './powerLaw.ts'

const RESAMPLES = 500
/** Places along the labels at which the curve is told. */
const PLACES = 24
/** Draws until rounds of two numbers of labels are among those drawn. */
const TRIES = 20

/** A round as it was judged, patients of all rounds in one order. */
export interface Judged {
  readonly labelled: number
  readonly patients: readonly JudgedPatient[]
}

export interface Expected {
  readonly curve: { labelled: number; dice: number; interval: [number, number] }[]
  readonly next: { masks: number; gain: number; interval: [number, number] }
}

/** The law through rounds, and those through the same rounds with patients and rounds drawn anew. */
export interface Laws {
  readonly law: PowerLaw
  readonly drawn: readonly PowerLaw[]
}

/**
 * Power laws through rounds: patients are drawn with replacement, and rounds as well, so that what one round's luck did is
 * in their spread. Seeded.
 */
export function lawsThrough(rounds: readonly Judged[]): Laws {
  const random = streamFor(1, 'label-budget')
  const law = fitted(measured(rounds))
  return { law, drawn: Array.from({ length: RESAMPLES }, () => fitted(drawn(rounds, random))) }
}

/**
 * The curve that laws say, and what further masks add by it, with 95 % intervals. Where there are fewer labels now than any
 * round had, the next ones are counted from the fewest: below it a law is only a guess.
 */
export function expectedFrom(
  rounds: readonly Pick<Judged, 'labelled'>[],
  { law, drawn: laws }: Laws,
  now: number,
  masks: number,
): Expected {
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
  rounds.flatMap(({ labelled, patients }) => {
    const dice = lesionDice(patients)
    return dice === null ? [] : [{ labelled, dice }]
  })

/** The same rounds, of patients drawn anew and some of them more than once. */
function drawn(rounds: readonly Judged[], random: Random): Measured[] {
  const [{ patients: all } = { patients: [] }] = rounds
  const places = all.map(() => whole(random, 0, all.length - 1))
  const points = measured(
    rounds.map(({ labelled, patients }) => ({
      labelled,
      patients: places.flatMap((place) => patients[place] ?? []),
    })),
  )
  for (let n = 0; n < TRIES; n++) {
    const some = points.flatMap(() => points[whole(random, 0, points.length - 1)] ?? [])
    if (numbersOf(some) > 1) return some
  }
  return points
}

import { mean } from '../../../../shared/domain/overlap.ts'
import { pairsOf, type Resampled } from './resample.ts'
import { studentQuantile } from './student.ts'

/** How far one method is from another in one figure, in points. */
export interface Difference {
  readonly points: number
  /** 95 %; null where neither draws nor patients are two. */
  readonly interval: readonly [number, number] | null
  readonly draws: number
}

/**
 * Mean difference over draws (seeds) of two methods that saw the same frames in the same order, with a 95 % interval that
 * is to hold for other draws and other patients. Null where no draw is common to both, or the figure is not defined.
 *
 * A bootstrap with two levels that cross: a patient is tested in several draws, and a draw tests several patients. The
 * variance is that over draws, plus that over patients (resampled whole, with their frames, the same ones for every
 * draw), less that of patients resampled for each draw alone, which the other two both hold (Owen 2007; Cameron, Gelbach
 * and Miller 2011). Small numbers are allowed for: n/(n−1), and Student's t for as many degrees of freedom as both
 * variances together have (Welch and Satterthwaite). With one draw the interval is over patients alone.
 *
 * Nesting the levels instead (draws, patients in a draw, frames in a patient, each drawn with replacement) counts what
 * frames do three times, and what patients do that several draws test too little: in simulations of 2 to 10 draws its
 * interval of no difference held 0 in 62 to 100 % of cases, this one in 90 to 98 % from three draws on; with two draws
 * in 94 to 98 %, or 84 to 87 % where draws decide nearly all.
 */
export function pairedDifference(
  one: readonly Resampled[],
  other: readonly Resampled[],
  figure: number,
): Difference | null {
  const pairs = pairsOf(one, other)
  const known = pairs.flatMap(([a, b]) => {
    const points = minus(a.figures[figure], b.figures[figure])
    return points === null ? [] : [{ a, b, points }]
  })
  const draws = known.length
  if (draws === 0) return null
  const points = mean(known.map((draw) => draw.points))
  const reach = reachOf(known, figure)
  const interval =
    reach === null ? null : ([Math.max(-100, points - reach), Math.min(100, points + reach)] as const)
  return { points, interval, draws }
}

/** How far the interval reaches to each side, points; null where neither draws nor patients are two. */
function reachOf(known: readonly (Pair & { readonly points: number })[], figure: number): number | null {
  const [draws, patients] = [known.length, known[0]?.a.patients ?? 0]
  if (draws < 2 && patients < 2) return null
  const overDraws = draws > 1 ? variance(known.map((draw) => draw.points)) / draws : 0
  const overPatients = unbiased(variance(together(known, figure)), patients)
  if (draws === 1) return studentQuantile(patients - 1) * Math.sqrt(overPatients)
  const overBoth =
    known.reduce((sum, { a, b }) => sum + unbiased(variance(alone(a, b, figure)), patientsIn(a)), 0) /
    draws ** 2
  const whole = Math.max(overDraws + overPatients - overBoth, overDraws, overPatients)
  const parts = overDraws ** 2 / (draws - 1) + overPatients ** 2 / Math.max(1, patients - 1)
  const freedom = parts === 0 ? 1 : (overDraws + overPatients) ** 2 / parts
  return studentQuantile(Math.max(draws - 1, freedom)) * Math.sqrt(whole)
}

interface Pair {
  readonly a: Resampled
  readonly b: Resampled
}

/** The mean difference of each resample; draws of which nothing was drawn are left out of it. */
function together(pairs: readonly Pair[], figure: number): number[] {
  const count = pairs[0]?.a.together.length ?? 0
  return Array.from({ length: count }, (_, r) =>
    pairs.flatMap(({ a, b }) => minus(a.together[r]?.[figure], b.together[r]?.[figure]) ?? []),
  ).flatMap((drawn) => (drawn.length === 0 ? [] : [mean(drawn)]))
}

const alone = (a: Resampled, b: Resampled, figure: number): number[] =>
  a.alone.flatMap((figures, r) => minus(figures[figure], b.alone[r]?.[figure]) ?? [])

const minus = (a: number | null | undefined, b: number | null | undefined) =>
  a === null || a === undefined || b === null || b === undefined ? null : 100 * (a - b)

const patientsIn = ({ rows }: Resampled) => new Set(rows.patients).size

function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

/** A bootstrap over n things gives (n−1)/n of the variance that their mean has. */
const unbiased = (bootstrapped: number, n: number) => (n > 1 ? (bootstrapped * n) / (n - 1) : 0)

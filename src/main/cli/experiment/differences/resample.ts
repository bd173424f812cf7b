import { paired } from '../../../../shared/domain/paired.ts'
import { streamFor, whole } from '../../../../shared/domain/random.ts'
import type { Figure } from '../measures/figures.ts'
import { type FrameRows, sumOf } from '../measures/frameRows.ts'

/** How often patients are drawn again: a standard error from so many is right to 3 %. */
export const RESAMPLES = 500

/** One method's test frames in one draw (a seed: what is labelled, tested on and in which order). */
export interface Draw {
  readonly seed: number
  readonly rows: FrameRows
}

/** By figure, 0 to 1; null where it is not defined. */
type Figures = readonly (number | null)[]

/** A draw's figures, and those of the same draw with other patients. */
export interface Resampled extends Draw {
  readonly figures: Figures
  /** With patients drawn anew for all draws at once: who is drawn twice is in every draw that tested it. */
  readonly together: readonly Figures[]
  /** With patients drawn anew for this draw alone. */
  readonly alone: readonly Figures[]
  /** Patients that any draw tested. */
  readonly patients: number
}

/**
 * Draws the patients (or sequences) of a method's draws again, whole, since frames of one patient are no independent
 * evidence. Which are drawn depends on their names alone, so that methods which were tested on the same frames are
 * resampled in pairs, and the same runs always give the same figures.
 */
export function resample(
  draws: readonly Draw[],
  figures: readonly Figure[],
  resamples = RESAMPLES,
): Resampled[] {
  const everybody = placesOf(draws.flatMap(({ rows }) => rows.patients))
  const drawn = Array.from({ length: resamples }, (_, r) => drawFrom(everybody.size, 'together', r))
  return draws.map((draw) => {
    const { seed, rows } = draw
    const own = placesOf(rows.patients)
    const figuresOf = (sum: Float64Array): Figures => figures.map((figure) => figure.of(sum))
    const resampled = (places: Places, counts: Uint32Array) =>
      figuresOf(sumOf(rows, countsOf(rows.patients, places, counts)))
    return {
      ...draw,
      figures: figuresOf(sumOf(rows)),
      together: drawn.map((counts) => resampled(everybody, counts)),
      alone: drawn.map((_, r) => resampled(own, drawFrom(own.size, 'alone', seed, r))),
      patients: everybody.size,
    }
  })
}

/** Where each patient stands among all, in the order of their names. */
type Places = ReadonlyMap<string, number>

const placesOf = (patients: readonly string[]): Places =>
  new Map([...new Set(patients)].sort().map((name, place) => [name, place]))

/** How often each frame's patient was drawn. */
const countsOf = (patients: readonly string[], places: Places, counts: Uint32Array) =>
  patients.map((patient) => counts[places.get(patient) ?? -1] ?? 0)

/** So many out of so many, with replacement: how often each. */
function drawFrom(count: number, ...keys: readonly (string | number)[]): Uint32Array {
  const random = streamFor('difference', ...keys)
  const counts = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const place = whole(random, 0, count - 1)
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}

/** Draws of two methods on the same frames. */
export const pairsOf = (one: readonly Resampled[], other: readonly Resampled[]) =>
  one.flatMap((a) => {
    const b = other.find(({ seed }) => seed === a.seed)
    return b && haveSameFrames(a, b) ? [[a, b] as const] : []
  })

const haveSameFrames = ({ rows: { ids: a } }: Draw, { rows: { ids: b } }: Draw) =>
  a.length === b.length && paired(a, b).every(([one, other]) => one === other)

import { mean } from '../../../shared/domain/overlap.ts'

/** Labels and what they came to. */
export interface Measured {
  readonly labelled: number
  readonly dice: number
}

/** Dice = top − fall · labels^−bend: it rises ever more slowly towards the top. */
export interface PowerLaw {
  readonly top: number
  readonly fall: number
  readonly bend: number
}

/** Bends that are tried; between them the data of a handful of rounds cannot tell. */
const BENDS = Array.from({ length: 15 }, (_, i) => (i + 1) / 10)
/** Two numbers of labels say nothing of the bend: errors mostly fall with the root of the data. */
const USUAL_BEND = 0.5

export const at = ({ top, fall, bend }: PowerLaw, labelled: number): number => top - fall * labelled ** -bend

export const numbersOf = (points: readonly Measured[]): number =>
  new Set(points.map(({ labelled }) => labelled)).size

/**
 * The law that lies nearest to points of at least two numbers of labels, by least squares. More labels never make it
 * fall, and it never rises above 1.
 */
export function fitted(points: readonly Measured[]): PowerLaw {
  const bends = numbersOf(points) < 3 ? [USUAL_BEND] : BENDS
  const laws = bends.map((bend) => fittedWith(points, bend))
  const misses = laws.map((law) =>
    points.reduce((sum, { labelled, dice }) => sum + (dice - at(law, labelled)) ** 2, 0),
  )
  return laws[misses.indexOf(Math.min(...misses))] ?? fittedWith(points, USUAL_BEND)
}

function fittedWith(points: readonly Measured[], bend: number): PowerLaw {
  const xs = points.map(({ labelled }) => labelled ** -bend)
  const [meanX, meanY] = [mean(xs), mean(points.map(({ dice }) => dice))]
  let [both, square] = [0, 0]
  for (const [i, { dice }] of points.entries()) {
    const x = (xs[i] ?? 0) - meanX
    both += x * (dice - meanY)
    square += x * x
  }
  const fall = square === 0 ? 0 : Math.max(0, -both / square)
  const top = meanY + fall * meanX
  if (top <= 1) return { top, fall, bend }
  // Held at 1, the fall alone is free.
  const pulled = xs.reduce((sum, x, i) => sum + x * (1 - (points[i]?.dice ?? 0)), 0)
  return { top: 1, fall: Math.max(0, pulled / xs.reduce((sum, x) => sum + x * x, 0)), bend }
}

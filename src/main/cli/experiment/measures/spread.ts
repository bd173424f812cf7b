/** What runs that differ in their seed alone score. */
export interface Spread {
  readonly mean: number
  /** Sample standard deviation; null for one run. */
  readonly deviation: number | null
}

/** Mean and standard deviation of what is defined; null where nothing is. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  const mean = known.reduce((a, b) => a + b, 0) / known.length
  if (known.length === 1) return { mean, deviation: null }
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (known.length - 1)) }
}

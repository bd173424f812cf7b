/** 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/**
 * How many standard errors a 95 % interval reaches to each side, for a variance of so many degrees of freedom; between
 * whole ones in proportion to 1/freedom.
 */
export function studentQuantile(freedom: number): number {
  const below = Math.max(1, Math.floor(freedom))
  const [near, next] = [wholeQuantile(below), wholeQuantile(below + 1)]
  const way = (1 / below - 1 / Math.max(1, freedom)) / (1 / below - 1 / (below + 1))
  return near + (next - near) * way
}

/** How far the 95 % interval of a mean of so many values with this deviation reaches to each side. */
export const reachOfMean = (deviation: number, count: number): number =>
  (studentQuantile(count - 1) * deviation) / Math.sqrt(count)

const wholeQuantile = (freedom: number) => QUANTILES[freedom - 1] ?? 1.96 + 2.46 / freedom

import type { MapOf } from './MapOf.ts'

/** How far the round's two nets, student and teacher, differ: the share of the probability that would have to move, 0–1. */
export const nets: MapOf = ({ shares: { data, classes }, second }) =>
  second &&
  Float64Array.from({ length: data.length / classes }, (_, cell) => {
    let moved = 0
    for (let at = cell * classes; at < (cell + 1) * classes; at++)
      moved += Math.abs(data[at]! - second.data[at]!)
    return moved / 2
  })

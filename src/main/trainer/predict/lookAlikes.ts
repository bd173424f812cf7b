import { bestOf } from './ClassShares.ts'
import type { MapOf } from './MapOf.ts'

/**
 * How far the tissue looks like another class than the one it is taken for, after the scores that ICE ranks pixels by
 * (METHODS §2.3): the cosine to the nearest mean of a wrong class, beyond how alike the two means are anyway. 0 where it is
 * no more alike than the classes are on the whole, 1 where it looks just like the wrong one. Undefined where one class alone
 * is known.
 */
export const lookAlikes: MapOf = ({ shares, fused: { values, channels }, means }) => {
  if (means.size < 2) return undefined
  const classes = [...means].map(([value, mean]) => ({ value, mean: direction(mean) }))
  const out = new Float64Array(values.length / channels)
  for (let cell = 0; cell < out.length; cell++) {
    const taken = bestOf(shares, cell)
    const own = classes.find(({ value }) => value === taken)
    if (!own) continue
    const at = cell * channels
    const length = Math.sqrt(product(values, at, values, at, channels)) || 1
    for (const { value, mean } of classes) {
      if (value === taken) continue
      const usual = product(own.mean, 0, mean, 0, channels)
      const found = product(values, at, mean, 0, channels) / length
      out[cell] = Math.max(out[cell]!, (found - usual) / Math.max(1e-6, 1 - usual))
    }
  }
  return out
}

function direction(vector: Float32Array): Float32Array {
  const length = Math.sqrt(product(vector, 0, vector, 0, vector.length)) || 1
  return vector.map((v) => v / length)
}

/** Of `count` numbers from a place in each array on: six thousand cells are no place for arrays of their own. */
function product(a: Float32Array, from: number, b: Float32Array, other: number, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += a[from + i]! * b[other + i]!
  return sum
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mulberry32 } from '../../src/shared/domain/random.ts'
import { golden } from '../support/places.ts'
import { channelsLast } from './arrays.ts'

type Shape4 = readonly [number, number, number, number]

/** U(seed, n, low, high) of METHODS §5: row-major. */
export function uniform(seed: number, count: number, low = -1, high = 1): Float32Array {
  const random = mulberry32(seed)
  return Float32Array.from({ length: count }, () => low + (high - low) * random())
}

/** U over `[n,c,h,w]`, handed on as `[n,h,w,c]`. */
export const uniformMap = (seed: number, shape: Shape4, low = -1, high = 1) =>
  channelsLast(uniform(seed, shape[0] * shape[1] * shape[2] * shape[3], low, high), shape)

/** L(seed, n, k) of METHODS §5. */
export function labels(seed: number, count: number, classes: number): Uint8Array {
  const random = mulberry32(seed)
  return Uint8Array.from({ length: count }, () => Math.floor(classes * random()))
}

/** Confidence and argmax of `[…,K]` logits. */
export function judged(logits: Float32Array, classes: number) {
  const confidence = new Float32Array(logits.length / classes)
  const pseudoLabel = new Uint8Array(confidence.length)
  for (let i = 0; i < confidence.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes)
    const best = Math.max(...row)
    confidence[i] = 1 / row.reduce((sum, v) => sum + Math.exp(v - best), 0)
    pseudoLabel[i] = row.indexOf(best)
  }
  return { confidence, pseudoLabel }
}

export const fixtures = <T>(name: string) => JSON.parse(readFileSync(join(golden, name), 'utf8')) as T

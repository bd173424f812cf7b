import type { Random } from '../../../shared/domain/random.ts'
import type { NormSpec, ParameterSpec } from './NetBuilder.ts'
import { sizeOf } from './shape.ts'

/** A net's values on the heap, in the order of its description: the form that files are made from. */
export interface FlatWeights {
  readonly parameters: Float32Array
  readonly statistics: Float32Array
}

/** The values of one parameter within a net's flat ones. */
export const valuesAt = (flat: Float32Array, { start, shape }: ParameterSpec) =>
  flat.subarray(start, start + sizeOf(shape))

/** Floats that a net's flat parameters take, gaps between aligned ones included. */
export function flatLength({ parameters }: Pick<Described, 'parameters'>): number {
  const last = parameters.at(-1)
  return last ? last.start + sizeOf(last.shape) : 0
}

/** What a net's values are called and how they are shaped; the whole net, or part of it. */
export interface Described {
  readonly parameters: readonly ParameterSpec[]
  readonly norms: readonly NormSpec[]
}

/** Fresh values: norms at 1 and 0 with statistics 0 and 1, everything else uniform in ±1/√fanIn. */
export function initialWeights(net: Described, random: Random): FlatWeights {
  const parameters = new Float32Array(flatLength(net))
  for (const spec of net.parameters) {
    const values = valuesAt(parameters, spec)
    const bound = 1 / Math.sqrt(spec.fanIn)
    for (let i = 0; i < values.length; i++)
      values[i] = spec.initial === 'fan' ? bound * (2 * random() - 1) : spec.initial === 'ones' ? 1 : 0
  }
  const statistics = new Float32Array(net.norms.reduce((n, norm) => n + 2 * norm.channels, 0))
  let row = 0
  for (const { channels } of net.norms) {
    statistics.fill(1, row + channels, row + 2 * channels)
    row += 2 * channels
  }
  return { parameters, statistics }
}

import { type FlatWeights, initialWeights, valuesAt } from '../../src/main/trainer/nets/FlatWeights.ts'
import type { ParameterSpec } from '../../src/main/trainer/nets/NetBuilder.ts'
import type { Network } from '../../src/main/trainer/nets/Network.ts'
import { sizeOf } from '../../src/main/trainer/nets/shape.ts'
import { fromNamed, toNamed } from '../../src/main/trainer/weights/layout.ts'
import type { NamedArray } from '../../src/main/trainer/weights/safetensors.ts'
import { drawnTensor, type Tensor } from './resNet50.ts'
import { type Measured, type Measures, recipe } from './stepRecipe.ts'

/** The student's values before the step. */
export function firstWeights(network: Network): FlatWeights {
  const { parameters, norms } = network
  const base = initialWeights(network, () => 0.5)
  // As if all were the net's own: files leave out what a method adds.
  const whole = {
    parameters: parameters.map((spec) => ({ ...spec, added: false })),
    norms: norms.map((norm) => ({ ...norm, added: false })),
  }
  const shapes = [...toNamed(whole, base)].map(([name, { shape }]) => [name, shape] as const)
  const own = new Set(toNamed(network, base).keys())
  const inNet = shapes.filter(([name]) => own.has(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  const added = shapes.filter(([name]) => !own.has(name))
  const isRunning = ([name]: Tensor) => name.includes('running_')
  const weights = fromNamed(
    whole,
    new Map([
      ...drawnFrom(0, inNet),
      ...drawnFrom(
        2000,
        added.filter((tensor) => !isRunning(tensor)),
      ),
      ...drawnFrom(3000, added.filter(isRunning)),
    ]),
    base,
  )
  scaleClassifier(network, weights, recipe.classifierScale)
  return weights
}

const before = new Map<string, NamedArray>()

/** Tensors by name, the k-th at seed + first + k; one that an earlier method had too is not drawn again. */
const drawnFrom = (first: number, tensors: readonly Tensor[]) =>
  tensors.map((tensor, k) => {
    const seed = recipe.seed + first + k
    const key = `${seed} ${tensor[0]}`
    const found = before.get(key) ?? drawnTensor(tensor, seed)
    before.set(key, found)
    return [tensor[0], found] as const
  })

/** A teacher's before the step: nine parts of each tensor of the student's, one of the same tensor backwards. */
export function teacherWeights(network: Network, { parameters, statistics }: FlatWeights): FlatWeights {
  const other = { parameters: parameters.slice(), statistics: statistics.slice() }
  const blend = (to: Float32Array, from: Float32Array) => {
    for (let i = 0; i < to.length; i++) to[i] = 0.9 * from[i]! + 0.1 * from[from.length - 1 - i]!
  }
  for (const spec of network.parameters) blend(valuesAt(other.parameters, spec), valuesAt(parameters, spec))
  for (const { at, channels } of rowsOf(network))
    blend(other.statistics.subarray(at, at + channels), statistics.subarray(at, at + channels))
  scaleClassifier(network, other, recipe.teacherScale)
  return other
}

/** What there is of each parameter, less what there was `before`. */
export function measured(network: Network, values: Float32Array, before?: Float32Array): Measured {
  const rows = network.parameters.map((spec) => {
    const own = valuesAt(values, spec).slice()
    if (before) for (const [i, value] of valuesAt(before, spec).entries()) own[i]! -= value
    return { name: spec.name, added: spec.added, measures: measuresOf(own, middleOf(spec)) }
  })
  return byName(rows)
}

export function measuredStatistics(network: Network, { statistics }: FlatWeights): Measured {
  const rows = rowsOf(network).map(({ name, added, at, channels }) => {
    const values = statistics.subarray(at, at + channels)
    return { name, added, measures: measuresOf(values, Math.floor(channels / 2)) }
  })
  return byName(rows)
}

function byName(rows: readonly { name: string; added: boolean; measures: Measures }[]): Measured {
  const of = (added: boolean) => rows.filter((row) => row.added === added)
  return {
    net: Object.fromEntries(of(false).map(({ name, measures }) => [name, measures])),
    added: of(true).map(({ measures }) => measures),
  }
}

/** Where each running statistic lies. */
function rowsOf({ norms }: Network) {
  let next = 0
  return norms.flatMap(({ name, channels, added }) =>
    ['running_mean', 'running_var'].map((which) => {
      const at = next
      next += channels
      return { name: `${name}.${which}`, added, at, channels }
    }),
  )
}

function scaleClassifier({ parameters }: Network, weights: FlatWeights, by: number): void {
  const spec = parameters.find(({ name }) => name === 'classifier.weight')!
  const values = valuesAt(weights.parameters, spec)
  for (let i = 0; i < values.length; i++) values[i]! *= by
}

function measuresOf(values: Float32Array, middle: number): Measures {
  let [squares, sum] = [0, 0]
  for (const value of values) {
    squares += value * value
    sum += value
  }
  return [Math.sqrt(squares), sum, values[middle]!]
}

/** Where the value at ⌊n/2⌋ of PyTorch's layout stands in TensorFlow's. */
function middleOf({ shape, layout }: ParameterSpec): number {
  const flat = Math.floor(sizeOf(shape) / 2)
  if (layout === 'vector') return flat
  const [h = 1, w = 1, inputs = 1, outputs = 1] = shape
  const [x, y] = [flat % w, Math.floor(flat / w) % h]
  const [i, o] = [Math.floor(flat / (w * h)) % inputs, Math.floor(flat / (w * h * inputs))]
  return ((y * w + x) * inputs + i) * outputs + o
}

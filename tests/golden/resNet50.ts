import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedArray } from '../../src/main/trainer/weights/safetensors.ts'
import { mulberry32, type Random } from '../../src/shared/domain/random.ts'
import { golden } from '../support/places.ts'
import { channelsLast } from './arrays.ts'

/** What the public code's DeepLabV3+ on ResNet-50 was given, and what it answered. */
export interface Fixture {
  seed: number
  size: number
  classes: number
  tensors: [string, number[]][]
  eval: {
    logits_nhwc_image0: { data: number[] }
    logits_std: number
    logits_mean: number
    projection_channel_means: { data: number[] }
  }
  train: { losses: number[]; first_gradient_norms: Record<string, number> }
}

const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)

export const fixture = () =>
  JSON.parse(readFileSync(join(golden, 'deeplabv3plus_resnet50.json'), 'utf8')) as Fixture

/** A loop: `Float32Array.from` takes six times as long, and these are 40 million values. */
function filled(length: number, value: (r: number) => number, random: Random): Float32Array {
  const out = new Float32Array(length)
  for (let i = 0; i < length; i++) out[i] = value(2 * random() - 1)
  return out
}

export type Tensor = readonly [name: string, shape: readonly number[]]

/** A tensor's values by the fixture's recipe (its `draw`). */
export function drawnTensor([name, shape]: Tensor, seed: number): NamedArray {
  const rule = (): ((r: number) => number) => {
    if (name.endsWith('running_mean')) return (r) => 0.1 * r
    if (name.endsWith('running_var')) return (r) => 1 + 0.5 * r
    if (shape.length === 4) {
      const bound = Math.sqrt(6 / (shape[1]! * shape[2]! * shape[3]!))
      return (r) => r * bound
    }
    if (/bn3\.weight$/.test(name)) return (r) => 0.2 + 0.02 * r
    return name.endsWith('weight') ? (r) => 1 + 0.1 * r : (r) => 0.1 * r
  }
  return { shape, data: filled(count(shape), rule(), mulberry32(seed)) }
}

/** The weights of the fixture's recipe. */
export function drawn({ seed, tensors }: Fixture) {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map((tensor, k) => [tensor[0], drawnTensor(tensor, seed + k)]))
}

/** The images and labels of the fixture's recipe (its `input`). */
export function input({ seed, size }: Fixture) {
  const pixels = mulberry32(seed + 5000)
  const labels = mulberry32(seed + 5001)
  const image = Float32Array.from({ length: 2 * 3 * size * size }, () => 4 * pixels() - 2)
  const label = Uint8Array.from({ length: 2 * size * size }, () => Math.floor(3 * labels()))
  label.fill(255, 0, 4 * size)
  return { x: channelsLast(image, [2, 3, size, size]), label }
}

/** The net with the recipe's weights, and its input on TensorFlow. */
export async function built(d: Fixture) {
  const { Network } = await import('../../src/main/trainer/nets/Network.ts')
  const { fromNamed } = await import('../../src/main/trainer/weights/layout.ts')
  const { initialWeights } = await import('../../src/main/trainer/nets/FlatWeights.ts')
  const { upload } = await import('../../src/main/trainer/ops/handle.ts')
  const network = new Network('resnet50', d.classes)
  const named = drawn(d)
  const weights = fromNamed(
    network,
    named,
    initialWeights(network, () => 0.5),
  )
  const { x, label } = input(d)
  return { network, named, weights, label, x: upload([2, d.size, d.size, 3], x) }
}

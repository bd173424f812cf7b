import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../src/shared/domain/random.ts'
import { presets } from '../../src/shared/trainer/presets.ts'
import { golden, hasGolden, hasTensorFlow } from '../support/places.ts'
import { torchFile } from '../support/torchFile.ts'
import { channelsLast, mean, norm } from './arrays.ts'

interface Fixture {
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

/** The weights of the fixture's recipe (its `draw`). */
function drawn({ seed, tensors }: Fixture) {
  const values = (r: number, name: string, shape: number[]) => {
    if (name.endsWith('running_mean')) return 0.1 * r
    if (name.endsWith('running_var')) return 1 + 0.5 * r
    if (shape.length === 4) return r * Math.sqrt(6 / (shape[1]! * shape[2]! * shape[3]!))
    if (/bn3\.weight$/.test(name)) return 0.2 + 0.02 * r
    return name.endsWith('weight') ? 1 + 0.1 * r : 0.1 * r
  }
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(
    sorted.map(([name, shape], k) => {
      const random = mulberry32(seed + k)
      const data = Float32Array.from({ length: count(shape) }, () => values(2 * random() - 1, name, shape))
      return [name, { shape, data }]
    }),
  )
}

/** The images and labels of the fixture's recipe (its `input`). */
function input({ seed, size }: Fixture) {
  const pixels = mulberry32(seed + 5000)
  const labels = mulberry32(seed + 5001)
  const image = Float32Array.from({ length: 2 * 3 * size * size }, () => 4 * pixels() - 2)
  const label = Uint8Array.from({ length: 2 * size * size }, () => Math.floor(3 * labels()))
  label.fill(255, 0, 4 * size)
  return { x: channelsLast(image, [2, 3, size, size]), label }
}

describe.skipIf(!hasGolden || !hasTensorFlow)('DeepLabV3+ on ResNet-50 of the public code', () => {
  const d = hasGolden
    ? (JSON.parse(readFileSync(join(golden, 'deeplabv3plus_resnet50.json'), 'utf8')) as Fixture)
    : (undefined as unknown as Fixture)

  const built = async () => {
    const { Network } = await import('../../src/main/trainer/nets/Network.ts')
    const { fromNamed, initialWeights, toNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const { upload } = await import('../../src/main/trainer/ops/handle.ts')
    const network = new Network('resnet50', d.classes)
    const start = initialWeights(network, () => 0.5)
    const weights = fromNamed(network, drawn(d), start)
    const { x, label } = input(d)
    return { network, weights, toNamed, label, x: upload([2, d.size, d.size, 3], x) }
  }

  it('has its tensors, by name and shape', async () => {
    const { network, weights, toNamed } = await built()
    const ours = [...toNamed(network, weights)].map(([name, { shape }]) => [name, [...shape]] as const)
    expect(ours.sort()).toEqual(d.tensors.sort())
  })

  it('gives its logits and embeddings on running statistics, from a checkpoint of its own', async () => {
    const { network, weights: drawnHere, x } = await built()
    const { fromNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const { readForeignWeights } = await import('../../src/main/trainer/weights/foreignWeights.ts')
    const model = new Map([...drawn(d)].map(([name, tensor]) => [`module.${name}`, tensor]))
    const file = readForeignWeights(torchFile({ form: 'zip', tables: { model } }), 'student')
    const weights = fromNamed(network, file, drawnHere)
    const { resizeTo } = await import('../../src/main/trainer/ops/resizeTo.ts')
    const { valuesOf } = await import('../../src/main/trainer/ops/handle.ts')
    const values = network.upload(weights)
    const logits = valuesOf(resizeTo(network.predict(x, values), d.size, d.size))
    const tolerance = 1e-3 * d.eval.logits_std
    const expected = d.eval.logits_nhwc_image0.data
    const worst = expected.reduce((most, v, i) => Math.max(most, Math.abs(v - logits[i]!)), 0)
    expect(worst).toBeLessThan(tolerance)
    expect(Math.abs(mean(logits) - d.eval.logits_mean)).toBeLessThan(tolerance)
    const embeddings = valuesOf(resizeTo(network.embed(x, values), d.size, d.size))
    for (const [c, value] of d.eval.projection_channel_means.data.entries()) {
      const channel = embeddings.filter((_, i) => i % 64 === c)
      expect(Math.abs(mean(channel) - value)).toBeLessThan(1e-3)
    }
  })

  it('learns as it does: five steps of losses, gradients of the first', async () => {
    const { network, weights, label, x } = await built()
    const { Optimiser } = await import('../../src/main/trainer/loop/Optimiser.ts')
    const { Student } = await import('../../src/main/trainer/loop/Student.ts')
    const { Stopwatch } = await import('../../src/main/trainer/loop/Stopwatch.ts')
    const { supervised } = await import('../../src/main/trainer/methods/supervised.ts')
    const { share } = await import('../../src/main/trainer/ops/handle.ts')
    const settings = { ...presets.paper, learningRate: 1e-4, schedulePower: 0, classes: d.classes }
    const optimiser = new Optimiser(network, settings)
    const seen = new Map<string, number>()
    const begin = optimiser.begin.bind(optimiser)
    optimiser.begin = (step, parameters) => {
      const update = begin(step, parameters)
      return {
        ...update,
        move(index, gradient) {
          if (step === 0) seen.set(network.parameters[index]!.name, norm(gradient))
          update.move(index, gradient)
        },
      }
    }
    // The fixture's images are drawn as floats, which bytes cannot hold.
    network.input = () => share(x)
    const student = new Student(network, weights, optimiser, new Stopwatch())
    const method = supervised.start(undefined as never)
    const batch = { size: d.size, images: 2, labelled: { pixels: new Uint8Array(), label } }
    for (const [step, expected] of d.train.losses.entries()) {
      const { supervised: loss } = student.learn(step, d.size, method.look(batch, step))
      expect(Math.abs(loss! / expected - 1)).toBeLessThan(1e-4)
    }
    for (const [name, expected] of Object.entries(d.train.first_gradient_norms))
      expect(Math.abs(seen.get(name)! / expected - 1)).toBeLessThan(5e-3)
  })
})

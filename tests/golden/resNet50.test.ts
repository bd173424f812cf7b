import { describe, expect, it } from 'vitest'
import { hasGolden, hasTensorFlow } from '../support/places.ts'
import { torchFile } from '../support/torchFile.ts'
import { mean } from './arrays.ts'
import { built, fixture } from './resNet50.ts'

describe.skipIf(!hasGolden || !hasTensorFlow)('DeepLabV3+ on ResNet-50 of the public code', () => {
  it('has its tensors, by name and shape', async () => {
    const { Network } = await import('../../src/main/trainer/nets/Network.ts')
    const { toNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const { initialWeights } = await import('../../src/main/trainer/nets/FlatWeights.ts')
    const d = fixture()
    const network = new Network('resnet50', d.classes)
    const weights = initialWeights(network, () => 0.5)
    const ours = [...toNamed(network, weights)].map(([name, { shape }]) => [name, [...shape]] as const)
    expect(ours.sort()).toEqual(d.tensors.sort())
  })

  it('gives its logits and embeddings on running statistics, from a checkpoint of its own', async () => {
    const d = fixture()
    const { network, named, weights: drawnHere, x } = await built(d)
    const { fromNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const { readForeignWeights } = await import('../../src/main/trainer/weights/foreignWeights.ts')
    const model = new Map([...named].map(([name, tensor]) => [`module.${name}`, tensor]))
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
    const { predictPlan } = await import('../../src/main/trainer/nets/predictPlan.ts')
    const [projected] = predictPlan(network.plans.heads[0]!.plan, network.fused(x, values), values)
    const embeddings = valuesOf(resizeTo(projected!, d.size, d.size))
    for (const [c, value] of d.eval.projection_channel_means.data.entries()) {
      const channel = embeddings.filter((_, i) => i % 64 === c)
      expect(Math.abs(mean(channel) - value)).toBeLessThan(1e-3)
    }
  })
})

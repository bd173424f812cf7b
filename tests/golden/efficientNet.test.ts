import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mulberry32 } from '../../src/shared/domain/random.ts'
import { golden, hasGolden, hasTensorFlow, hasWeights, weights } from '../support/places.ts'
import { channelsLast, mean } from './arrays.ts'

it.skipIf(!hasGolden || !hasTensorFlow || !hasWeights)(
  'gives the published logits of EfficientNet-Lite0 on ImageNet weights',
  async () => {
    const { NetBuilder } = await import('../../src/main/trainer/nets/NetBuilder.ts')
    const { uploadValues } = await import('../../src/main/trainer/nets/Network.ts')
    const { predictPlan } = await import('../../src/main/trainer/nets/predictPlan.ts')
    const { buildClassifier } = await import('../../src/main/trainer/nets/efficientNetLite0.ts')
    const { fromNamed } = await import('../../src/main/trainer/weights/layout.ts')
    const { initialWeights } = await import('../../src/main/trainer/nets/FlatWeights.ts')
    const { readTorchCheckpoint } = await import('../../src/main/trainer/weights/torchCheckpoint.ts')
    const { upload, valuesOf } = await import('../../src/main/trainer/ops/handle.ts')
    const d = JSON.parse(readFileSync(join(golden, 'efficientnet_lite0.json'), 'utf8')) as {
      logits: { data: number[] }
      blocks: Record<string, { mean: number; std: number }>
    }
    const builder = new NetBuilder()
    const plan = buildClassifier(builder)
    const start = initialWeights(builder, () => 0.5)
    const flat = fromNamed(builder, readTorchCheckpoint(readFileSync(weights)), start)
    const random = mulberry32(1000 + 6000)
    const image = Float32Array.from({ length: 3 * 224 * 224 }, () => 2 * random() - 1)
    const input = upload([1, 224, 224, 3], channelsLast(image, [1, 3, 224, 224]))
    const outputs = predictPlan(plan, input, uploadValues(builder, flat)).map(valuesOf)
    const logits = outputs.pop()!
    for (const [i, block] of outputs.entries())
      expect(Math.abs(mean(block) - d.blocks[String(i)]!.mean)).toBeLessThan(1e-3)
    for (const [i, value] of d.logits.data.entries()) expect(Math.abs(value - logits[i]!)).toBeLessThan(1e-3)
  },
)

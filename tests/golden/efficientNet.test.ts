import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mulberry32 } from '../../src/shared/domain/random.ts'
import { golden, hasGolden, hasTensorFlow, hasWeights, weights } from '../support/places.ts'

it.skipIf(!hasGolden || !hasTensorFlow || !hasWeights)(
  'gives the published logits of EfficientNet-Lite0 on ImageNet weights',
  async () => {
    const { tf } = await import('../../src/main/trainer/tensorflow.ts')
    const { NetBuilder } = await import('../../src/main/trainer/nets/NetBuilder.ts')
    const { buildClassifier } = await import('../../src/main/trainer/nets/efficientNetLite0.ts')
    const { sizeOf } = await import('../../src/main/trainer/nets/shape.ts')
    const { fromNamed, initialWeights } = await import('../../src/main/trainer/weights/layout.ts')
    const { readTorchCheckpoint } = await import('../../src/main/trainer/weights/torchCheckpoint.ts')
    const d = JSON.parse(readFileSync(join(golden, 'efficientnet_lite0.json'), 'utf8')) as {
      logits: { data: number[] }
      blocks: Record<string, { mean: number; std: number }>
    }
    const builder = new NetBuilder()
    const run = buildClassifier(builder)
    const flat = fromNamed(
      builder,
      readTorchCheckpoint(readFileSync(weights)),
      initialWeights(builder, () => 0.5),
    )
    let at = 0
    const parameters = builder.parameters.map(({ shape }) => {
      at += sizeOf(shape)
      return tf.tensor(flat.parameters.subarray(at - sizeOf(shape), at), [...shape])
    })
    let row = 0
    const vector = (n: number) => {
      row += n
      return tf.tensor1d(flat.statistics.subarray(row - n, row))
    }
    const running = builder.norms.map(({ channels }) => ({
      mean: vector(channels),
      variance: vector(channels),
    }))
    const random = mulberry32(1000 + 6000)
    const input = tf.tensor4d(
      Float32Array.from({ length: 3 * 224 * 224 }, () => 2 * random() - 1),
      [1, 3, 224, 224],
    )
    const means: number[] = []
    const logits = run(tf.transpose(input, [0, 2, 3, 1]), { parameters, running }, (_, y) =>
      means.push(tf.mean(y).dataSync()[0]!),
    ).dataSync()
    for (const [i, mean] of means.entries())
      expect(Math.abs(mean - d.blocks[String(i)]!.mean)).toBeLessThan(1e-3)
    for (const [i, value] of d.logits.data.entries()) expect(Math.abs(value - logits[i]!)).toBeLessThan(1e-3)
  },
)

import { expect, it } from 'vitest'
import { streamFor } from '../../../../../src/shared/domain/random.ts'
import { presets } from '../../../../../src/shared/trainer/presets.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const SIZE = 64
const pixels = Uint8Array.from({ length: 2 * SIZE * SIZE * 3 }, (_, i) => (i * 7919) % 256)

it.skipIf(!hasTensorFlow)(
  'a teacher in train mode sees by its batch, and follows it with its statistics alone',
  async () => {
    const { tf } = await import('../../../../../src/main/trainer/tensorflow/tensorflow.ts')
    const { Network } = await import('../../../../../src/main/trainer/nets/Network.ts')
    const { initialWeights } = await import('../../../../../src/main/trainer/nets/FlatWeights.ts')
    const { Teacher } = await import('../../../../../src/main/trainer/learners/Teacher.ts')
    const { LiveNet, free } = await import('../../../../../src/main/trainer/learners/LiveNet.ts')
    const { WeightMemory } = await import('../../../../../src/main/trainer/learners/WeightMemory.ts')
    const { tensorsAlive } = await import('../../../../../src/main/trainer/ops/handle.ts')
    const network = new Network('efficientnet-lite0', 2)
    const memory = WeightMemory.of(network)
    const first = initialWeights(network, streamFor(1, 'test'))
    const teacher = new Teacher(network, first, presets.paper.loco, memory)
    const before = tensorsAlive()
    const seen = (mode: 'train' | 'eval') =>
      tf.tidy(() => {
        const { logits, heads } = teacher.forward(pixels, SIZE, { mode, heads: { projector: 1 } })
        return { logits: logits.dataSync().slice(), embedded: heads['projector']?.shape[0] }
      })
    const [running, batch, after] = [seen('eval'), seen('train'), seen('eval')]
    expect(tensorsAlive() - before).toBeLessThanOrEqual(network.parameters.length + 2 * network.norms.length)
    expect([running.embedded, batch.embedded]).toEqual([undefined, 1])
    // What a net of these weights makes of the same batch, by another way.
    const live = new LiveNet(network, first)
    const made = live.pass(pixels, SIZE, {})
    const expected = made.pass.outputs().logits.dataSync().slice()
    free(made)
    live.changed()
    expect(batch.logits).toEqual(expected)
    expect(batch.logits).not.toEqual(running.logits)
    expect(teacher.weights.parameters).toEqual(first.parameters)
    expect(teacher.weights.statistics).not.toEqual(first.statistics)
    expect(after.logits).not.toEqual(running.logits)
    teacher.dispose()
    expect(tensorsAlive()).toBe(before)
  },
)

import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import type { Tensor, Tensor4D } from '../../../../../src/main/trainer/tensorflow/tensorflow.ts'
import { mulberry32 } from '../../../../../src/shared/domain/random.ts'
import { hasTensorFlow } from '../../../../support/places.ts'

const values = (seed: number, count: number) => {
  const random = mulberry32(seed)
  return Float32Array.from({ length: count }, () => 4 * random() - 2)
}
const softmax = (row: readonly number[]) => {
  const powers = row.map(Math.exp)
  return powers.map((power) => power / powers.reduce((a, b) => a + b, 0))
}

describe.skipIf(!hasTensorFlow)('terms of two maps of logits', () => {
  /** A scalar of two maps, and its gradients by both; undefined where none flows. */
  async function differentiated(
    of: (a: Tensor4D, b: Tensor4D) => Scalar,
    [a, b]: readonly [Float32Array, Float32Array],
    shapes: readonly [[number, number, number, number], [number, number, number, number]],
  ) {
    const { tf } = await import('../../../../../src/main/trainer/tensorflow/tensorflow.ts')
    const inputs = [tf.tensor4d(a, shapes[0]), tf.tensor4d(b, shapes[1])] as const
    const { value, grads } = tf.engine().gradients(() => of(...inputs), [...inputs], undefined, true)
    return {
      value: value.dataSync()[0]!,
      slopes: grads.map((slope: Tensor | null) => slope?.dataSync() as Float32Array | undefined),
    }
  }

  it('divergence is 0 for the same, Σ w·Σ t (ln t − ln s) for others, and moves the second alone', async () => {
    const { weightedDivergence } = await import('../../../../../src/main/trainer/losses/divergence.ts')
    const [target, logits] = [values(1, 12), values(2, 12)]
    const weight = Float32Array.of(0.5, 0, 0.25, 1)
    const shape: [number, number, number, number] = [1, 2, 2, 3]
    const of = (one: Float32Array, other: Float32Array) =>
      differentiated((a, b) => weightedDivergence(a, b, weight), [one, other], [shape, shape])
    const rows = (x: Float32Array) => [0, 1, 2, 3].map((i) => softmax([...x.subarray(3 * i, 3 * i + 3)]))
    const [t, s] = [rows(target), rows(logits)]
    const expected = t.map((row, i) => row.reduce((sum, p, c) => sum + p * Math.log(p / s[i]![c]!), 0))
    const { value, slopes } = await of(target, logits)
    expect(value).toBeCloseTo(
      expected.reduce((sum, kl, i) => sum + kl * weight[i]!, 0),
      5,
    )
    expect(slopes[0]).toBeUndefined()
    for (const [i, slope] of slopes[1]!.entries()) {
      const [pixel, c] = [Math.floor(i / 3), i % 3]
      expect(slope).toBeCloseTo(weight[pixel]! * (s[pixel]![c]! - t[pixel]![c]!), 5)
    }
    expect((await of(target, target)).value).toBeCloseTo(0, 6)
  })

  it('the correlation branch moves its features as differences say, and the logits that it mixes not at all', async () => {
    const { correlated } = await import('../../../../../src/main/trainer/losses/correlation.ts')
    const { tf } = await import('../../../../../src/main/trainer/tensorflow/tensorflow.ts')
    const of = (features: Float32Array) =>
      differentiated(
        (x, z) => tf.sum(tf.square(correlated(x, z, 7).logits)) as Scalar,
        [features, values(4, 2 * 16 * 2)],
        [
          [2, 3, 3, 4],
          [2, 4, 4, 2],
        ],
      )
    const features = values(3, 2 * 9 * 4)
    const { slopes } = await of(features)
    expect(slopes[1]).toBeUndefined()
    // Of f₁ and f₂, in both images.
    for (const place of [0, 7, 18, 37, 71]) {
      const moved = async (by: number) => {
        const other = features.slice()
        other[place]! += by
        return (await of(other)).value
      }
      const measured = ((await moved(0.01)) - (await moved(-0.01))) / 0.02
      expect(Math.abs(measured - slopes[0]![place]!)).toBeLessThan(0.01 * Math.abs(measured) + 0.01)
    }
  })
})

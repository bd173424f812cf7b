import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import { FLOAT, kernelOutputs } from '../ops/kernel.ts'
import type { Tensor, Tensor1D, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/**
 * Σ wᵢ·CE(logitsᵢ, labelᵢ) over all pixels. `logits` is `[B,H,W,K]`; `label` and `weight` hold B·H·W values,
 * and a pixel of weight 0 may carry any label. The mean over some pixels is a matter of the weights.
 */
export function weightedCrossEntropy(logits: Tensor4D, label: Uint8Array, weight: Float32Array): Scalar {
  const classes = logits.shape[3]
  const safe = new Int32Array(label.length)
  for (let i = 0; i < safe.length; i++) if (weight[i] !== 0) safe[i] = label[i]!
  const labels = tf.tensor1d(safe, 'int32')
  const weights = tf.tensor1d(weight)
  const op = tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, (tensors: Tensor[]) => void]
    const flat = tf.reshape(x, [-1, classes])
    const attributes = [FLOAT, ['Tlabels', 'type', 3] as const]
    const [loss, slope] = kernelOutputs(
      'SparseSoftmaxCrossEntropyWithLogits',
      attributes,
      [flat, labels],
      2,
    ) as [Tensor1D, Tensor]
    save([slope, weights])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [s, w] = saved as [Tensor, Tensor]
      return tf.reshape(tf.mul(s, tf.expandDims(tf.mul(w, dy), 1)), logits.shape)
    }
    return { value: tf.sum(tf.mul(loss, weights)) as Scalar, gradFunc }
  })
  return op(logits) as Scalar
}

/** Labels of pixels, 255 where none is known, and how often each counts where some count more than once. */
interface LabelMap {
  readonly label: Uint8Array
  readonly times?: Uint8Array
}

/**
 * Weights that make `weightedCrossEntropy` the mean over pixels whose label is not 255, each counted as often as `times`
 * says, once where it is not given; all 0 if there is none.
 */
export function meanWeights({ label, times }: LabelMap): Float32Array {
  let count = 0
  for (let i = 0; i < label.length; i++) if (label[i] !== 255) count += times?.[i] ?? 1
  const share = count === 0 ? 0 : 1 / count
  const weights = new Float32Array(label.length)
  for (let i = 0; i < weights.length; i++) if (label[i] !== 255) weights[i] = share * (times?.[i] ?? 1)
  return weights
}

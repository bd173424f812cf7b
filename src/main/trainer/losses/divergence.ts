import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import { FLOAT, kernelOutputs } from '../ops/kernel.ts'
import type { Tensor, Tensor1D, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/**
 * Σ wᵢ·KL(softmax(targetᵢ) ‖ softmax(logitsᵢ)) over all pixels of `[B,H,W,K]`, `weight` one a pixel. Gradients flow into
 * `logits` alone.
 */
export function weightedDivergence(target: Tensor4D, logits: Tensor4D, weight: Float32Array): Scalar {
  const classes = logits.shape[3]
  const weights = tf.tensor1d(weight)
  const op = tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, (tensors: Tensor[]) => void]
    const shown = tf.reshape(target, [-1, classes])
    const expected = tf.softmax(shown)
    const [cross, slope] = crossEntropies(tf.reshape(x, [-1, classes]), expected)
    const [entropy] = crossEntropies(shown, expected)
    save([slope, weights])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [s, w] = saved as [Tensor, Tensor]
      return tf.reshape(tf.mul(s, tf.expandDims(tf.mul(w, dy), 1)), logits.shape)
    }
    return { value: tf.sum(tf.mul(tf.sub(cross, entropy), weights)) as Scalar, gradFunc }
  })
  return op(logits) as Scalar
}

/** Cross-entropy of each row of logits `[n,K]` with the distribution expected of it, and its gradient `[n,K]`. */
const crossEntropies = (logits: Tensor, expected: Tensor) =>
  kernelOutputs('SoftmaxCrossEntropyWithLogits', [FLOAT], [logits, expected], 2) as [Tensor1D, Tensor]

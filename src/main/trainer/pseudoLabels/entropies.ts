import { resizeAligned } from '../ops/resize.ts'
import type { Tensor, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** Keeps the logarithm of a probability of 0 finite; the public codes'. */
const SMALLEST = 1e-10

/** Entropy of each pixel's probabilities, `[B,H,W,K] → [B,H,W]`. */
export const entropyOf = (probability: Tensor4D): Tensor =>
  tf.neg(tf.sum(tf.mul(probability, tf.log(tf.add(probability, SMALLEST))), 3))

/** Entropy of what logits `[B,s,s,K]` say of each pixel at full size, `[B,S,S]`; no gradient passes. */
export function entropiesOf(logits: Tensor4D, size: number): Float32Array {
  let entropies: Float32Array = new Float32Array()
  // Not returned from the tidy: tfjs would walk every element of the array in search of tensors.
  tf.tidy(() => {
    const probability = tf.softmax(resizeAligned(logits, size, size)) as Tensor4D
    entropies = entropyOf(probability).dataSync() as Float32Array
  })
  return entropies
}

import { resizeAligned } from '../ops/resize.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** Entropy of what logits `[B,s,s,K]` say of each pixel at full size, `[B,S,S]`; no gradient passes. */
export function entropiesOf(logits: Tensor4D, size: number): Float32Array {
  let entropies: Float32Array = new Float32Array()
  // Not returned from the tidy: tfjs would walk every element of the array in search of tensors.
  tf.tidy(() => {
    const probability = tf.softmax(resizeAligned(logits, size, size))
    const perClass = tf.mul(probability, tf.log(tf.add(probability, 1e-10)))
    entropies = tf.neg(tf.sum(perClass, 3)).dataSync() as Float32Array
  })
  return entropies
}

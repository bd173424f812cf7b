import { asTensor, handleOf, release } from '../ops/handle.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** Confidence and argmax per pixel of a batch `[B,S,S]`, and 255 where padding does not count. */
export interface Confidences {
  readonly confidence: Float32Array
  readonly pseudoLabel: Uint8Array
  readonly ignore: Uint8Array
}

/** What logits `[B,s,s,K]` say of each pixel at full size; no gradient passes. */
export function confidencesOf(logits: Tensor4D, size: number, ignore: Uint8Array): Confidences {
  const low = handleOf(logits)
  const full = resizeTo(low, size, size)
  release(low)
  const seen = { confidence: new Float32Array(), pseudoLabel: new Uint8Array(), ignore }
  // Not returned from the tidy: tfjs would walk every element of the arrays in search of tensors.
  tf.tidy(() => {
    const probabilities = tf.softmax(asTensor(full) as Tensor4D)
    seen.confidence = tf.max(probabilities, 3).dataSync() as Float32Array<ArrayBuffer>
    seen.pseudoLabel = new Uint8Array(tf.argMax(probabilities, 3).dataSync())
  })
  return seen
}

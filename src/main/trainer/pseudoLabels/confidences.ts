import type { Network } from '../nets/Network.ts'
import { asTensor, release } from '../ops/handle.ts'
import type { NetValues } from '../ops/Op.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** Confidence and argmax per pixel of a batch `[B,S,S]`, and 255 where padding does not count. */
export interface Confidences {
  readonly confidence: Float32Array
  readonly pseudoLabel: Uint8Array
  readonly ignore: Uint8Array
}

/** What a net with running statistics says of `[B,S,S,3]` pixels. */
export function labelsOf(
  network: Network,
  values: NetValues,
  pixels: Uint8Array,
  size: number,
  ignore: Uint8Array,
): Confidences {
  const x = network.input(pixels, size, size)
  const logits = network.predict(x, values)
  const full = resizeTo(logits, size, size)
  release(x, logits)
  return confidencesOf(() => asTensor(full) as Tensor4D, ignore)
}

/** The same of logits at full size; no gradient passes. */
export function confidencesOf(logits: () => Tensor4D, ignore: Uint8Array): Confidences {
  const seen = { confidence: new Float32Array(), pseudoLabel: new Uint8Array(), ignore }
  // Not returned from the tidy: tfjs would walk every element of the arrays in search of tensors.
  tf.tidy(() => {
    const probabilities = tf.softmax(logits())
    seen.confidence = tf.max(probabilities, 3).dataSync() as Float32Array<ArrayBuffer>
    seen.pseudoLabel = new Uint8Array(tf.argMax(probabilities, 3).dataSync())
  })
  return seen
}

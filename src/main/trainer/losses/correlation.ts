import { asTensor, handleOf, release } from '../ops/handle.ts'
import { resizeAligned } from '../ops/resize.ts'
import { resizeTo } from '../ops/resizeTo.ts'
import type { Tensor3D, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** What a map's places say of each other. */
interface Correlated {
  /** Each pixel's logits as its likes have them, `[B,S,S,K]`. */
  readonly logits: Tensor4D
  /** Row i of an image: how alike its places are to place i, adding up to 1, `[B,n,n]`. */
  readonly likeness: Tensor3D
}

/**
 * CorrMatch's correlation branch from its head on (METHODS §1.6): A = softmax over rows of f₁ᵀf₂/√K between the n places of
 * `features` `[B,h,w,2K]` (f₁ before f₂), and Z·A of the net's own `logits` `[B,s,s,K]`. Gradients flow into `features` alone.
 */
export function correlated(features: Tensor4D, logits: Tensor4D, size: number): Correlated {
  const [images, height, width] = features.shape
  const classes = logits.shape[3]
  const [f1, f2] = tf
    .split(features, 2, 3)
    .map((half) => tf.reshape(half, [images, height * width, classes])) as [Tensor3D, Tensor3D]
  const alike = tf.mul(tf.matMul(f1, f2, false, true), 1 / Math.sqrt(classes))
  const likeness = tf.softmax(alike) as Tensor3D
  const z = tf.reshape(downsampled(logits, size, height, width), f1.shape)
  const mixed = tf.reshape(tf.matMul(likeness, z, true), [images, height, width, classes]) as Tensor4D
  return { logits: resizeAligned(mixed, size, size), likeness }
}

/** Z: logits brought to full size and from there to the map's, as losses see them; no gradient passes. */
function downsampled(logits: Tensor4D, size: number, height: number, width: number): Tensor4D {
  const low = handleOf(logits)
  const full = resizeTo(low, size, size)
  const z = resizeTo(full, height, width)
  release(low, full)
  return asTensor(z) as Tensor4D
}

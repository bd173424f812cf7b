import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import type { Tensor, Tensor2D, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** What the embeddings of a class are drawn to, and away from. */
export interface Contrasted {
  /** Pixels of the class, Q of them, by their place among all of the maps. */
  readonly anchors: Int32Array
  /** The direction `[D]` that each is drawn to. */
  readonly positive: Float32Array
  /** The directions `[Q,M,D]` that each is driven from. */
  readonly negatives: Float32Array
}

/**
 * −mean over anchors of ln(e^{p/τ} / (e^{p/τ} + Σ e^{n/τ})), where p and n are an anchor's cosines to its positive and its
 * negatives; summed over the classes, divided by `over` (METHODS §1.5). `embeddings` are `[n,s,s,D]`, directions unit
 * vectors.
 */
export function anchorContrast(
  embeddings: Tensor4D,
  { classes, over }: { readonly classes: readonly Contrasted[]; readonly over: number },
  temperature: number,
): Scalar {
  if (classes.length === 0) return tf.scalar(0)
  const depth = embeddings.shape[3]
  const pixels: Tensor2D = tf.reshape(embeddings, [-1, depth])
  const terms = classes.map(({ anchors, positive, negatives }) => {
    const anchor = unit(tf.gather(pixels, tf.tensor1d(anchors, 'int32')))
    const near = tf.matMul(anchor, tf.tensor2d(positive, [depth, 1]))
    const others = tf.tensor3d(negatives, [
      anchors.length,
      negatives.length / (anchors.length * depth),
      depth,
    ])
    const far = tf.squeeze(tf.matMul(others, tf.expandDims(anchor, 2)), [2])
    const scores = tf.div(tf.concat([near, far], 1), temperature)
    return tf.mean(tf.sub(tf.logSumExp(scores, 1), tf.squeeze(tf.div(near, temperature), [1])))
  })
  return tf.div(tf.addN(terms), over)
}

/** Rows of `[n,D]` at length 1. One of length 0 stays, and has no slope: a root of what is never 0 is taken. */
export const unit = (rows: Tensor): Tensor2D =>
  tf.mul(rows, tf.rsqrt(tf.maximum(tf.sum(tf.square(rows), 1, true), 1e-16)))

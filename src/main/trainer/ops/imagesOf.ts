import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'

/** `count` images of `[n,h,w,C]` from number `from` on; gradients flow back to their place. */
export const imagesOf = (x: Tensor4D, from: number, count: number): Tensor4D =>
  tf.slice(x, [from, 0, 0, 0], [count, x.shape[1], x.shape[2], x.shape[3]])

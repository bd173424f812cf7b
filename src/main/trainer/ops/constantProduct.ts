import type { Tensor, Tensor2D, Tensor3D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { type Attribute, FLOAT, kernel } from './kernel.ts'

const attrs = (transposed: boolean): Attribute[] => [
  FLOAT,
  ['adj_x', 'bool', transposed],
  ['adj_y', 'bool', false],
]

/**
 * `matrix · x` for every item of a batch: `[m,n] · [B,n,c] → [B,m,c]`. The matrix is a constant (a resize,
 * a sum), so the gradient flows through `x` alone and costs one transposed product.
 */
export function constantProduct(matrix: Tensor2D, x: Tensor3D): Tensor3D {
  const op = tf.customGrad((...args: unknown[]) => {
    const [input, save] = args as [Tensor3D, (tensors: Tensor[]) => void]
    save([matrix])
    return {
      value: kernel('BatchMatMulV2', attrs(false), [matrix, input]),
      gradFunc: (dy: Tensor, saved: Tensor[]) => kernel('BatchMatMulV2', attrs(true), [...saved, dy]),
    }
  })
  return op(x) as Tensor3D
}

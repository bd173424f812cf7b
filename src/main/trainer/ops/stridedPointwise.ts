import type { Geometry } from './geometry.ts'
import { type Handle, release, reshaped, run1, runSized, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, matMulAttributes, nativeAttributes } from './kernel.ts'

/** Channels from which on oneDNN's kernel is right. */
const FEW = 8

const MASKS = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'] as const
const EVERY = nativeAttributes([
  FLOAT,
  ['Index', 'type', INT32],
  ...MASKS.map((name) => [name, 'int', 0] as const),
])
const TRANSPOSED_BY = matMulAttributes(true, false)

/**
 * Whether oneDNN's kernel for processors with AVX2 gets the gradient of a filter wrong, without a word: of a 1×1 filter
 * with a stride, on even sides, where the map has fewer than eight channels. (3,648 shapes tried; TensorFlow 2.21.)
 */
export const errsInKernel = (size: number, { stride }: Geometry, { shape }: Handle): boolean =>
  size === 1 && stride > 1 && (shape[3] ?? 0) < FEW

/** That gradient as a product: of every `stride`-th pixel of `x` `[B,H,W,I]` and `dy` `[B,h,w,O]`, `[1,1,I,O]`. */
export function stridedPointwiseGradient(x: Handle, dy: Handle, { stride }: Geometry): Handle {
  const [inputs = 0, outputs = 0] = [x.shape[3], dy.shape[3]]
  const seen = runSized(
    'StridedSlice',
    EVERY,
    [x],
    wholeNumbers([0, 0, 0, 0]),
    wholeNumbers(x.shape),
    wholeNumbers([1, stride, stride, 1]),
  )
  const [rows, slopes] = [reshaped(seen, [-1, inputs]), reshaped(dy, [-1, outputs])]
  const product = run1('MatMul', TRANSPOSED_BY, [rows, slopes])
  const gradient = reshaped(product, [1, 1, inputs, outputs])
  release(seen, rows, slopes, product)
  return gradient
}

import type { Tensor, Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { type Attribute, FLOAT, kernel } from './kernel.ts'

const ALIGNED: Attribute[] = [FLOAT, ['align_corners', 'bool', true], ['half_pixel_centers', 'bool', false]]

/** Bilinear resize with aligned corners, `[B,h,w,C] → [B,H,W,C]`, with its gradient (METHODS §0). */
export function resizeAligned(input: Tensor4D, height: number, width: number): Tensor4D {
  if (input.shape[1] === height && input.shape[2] === width) return input
  const size = tf.tensor1d([height, width], 'int32')
  const op = tf.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor4D, (tensors: Tensor[]) => void]
    save([x])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => kernel('ResizeBilinearGrad', ALIGNED, [dy, ...saved])
    return { value: kernel('ResizeBilinear', ALIGNED, [x, size]), gradFunc }
  })
  return op(input) as Tensor4D
}

/**
 * The resize of one axis as a matrix `[to, from]`, row-major: row Y holds the two weights of output
 * position Y. Linear algebra on it replaces whole-map resizing in the contrast loss (METHODS §3).
 */
export function alignedMatrix(from: number, to: number): Float32Array {
  const matrix = new Float32Array(to * from)
  for (let y = 0; y < to; y++) {
    const { cell, fraction } = alignedPosition(y, from, to)
    matrix[y * from + cell]! += 1 - fraction
    if (fraction > 0) matrix[y * from + cell + 1]! += fraction
  }
  return matrix
}

/** The input cell nearest to output position `y` of `to`. */
export const alignedCell = (y: number, from: number, to: number): number =>
  to === 1 ? 0 : Math.round((y * (from - 1)) / (to - 1))

/** Where output position `y` of `to` falls among `from` inputs: the cell left of it and the fraction beyond. */
export function alignedPosition(y: number, from: number, to: number): { cell: number; fraction: number } {
  if (to === 1 || from === 1) return { cell: 0, fraction: 0 }
  const position = (y * (from - 1)) / (to - 1)
  const cell = Math.min(from - 2, Math.floor(position))
  return { cell, fraction: position - cell }
}

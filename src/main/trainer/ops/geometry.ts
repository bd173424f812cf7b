import { FLOAT, type NativeAttribute, nativeAttributes } from './kernel.ts'

/**
 * Geometry of a convolution. `padding` is the zero border on all four sides as in PyTorch, or `same` for
 * TensorFlow's rule (output = ⌈input / stride⌉, the odd pixel of padding right and below), which the
 * EfficientNet weights were trained with.
 */
export interface Geometry {
  readonly stride: number
  readonly padding: number | 'same'
  readonly dilation: number
}

/**
 * The border that must be laid around a map of `shape` by hand, px; 0 where TensorFlow's own SAME does it. Its
 * EXPLICIT padding is never used: with a stride, the gradients of TensorFlow 2.21 write beyond their memory
 * (heap corruption, seen with 1×1 and 3×3 kernels of stride 2 on the CPU), and fast dilated kernels know SAME only.
 */
export function borderOf({ stride, padding, dilation }: Geometry, size: number, shape: readonly number[]) {
  if (padding === 'same') return 0
  const reach = dilation * (size - 1) + 1
  const fits = (side: number) => {
    const same = Math.ceil(side / stride)
    const before = Math.floor(Math.max((same - 1) * stride + reach - side, 0) / 2)
    return before === padding && same === Math.floor((side + 2 * padding - reach) / stride) + 1
  }
  return fits(shape[1]!) && fits(shape[2]!) ? 0 : padding
}

/** The attributes of a convolution kernel; `valid` on a map that was bordered by hand. */
export function convolutionAttributes(
  { stride, dilation }: Pick<Geometry, 'stride' | 'dilation'>,
  padding: 'same' | 'valid',
): NativeAttribute[] {
  return nativeAttributes([
    FLOAT,
    ['strides', 'ints', [1, stride, stride, 1]],
    ['padding', 'string', padding.toUpperCase()],
    ['explicit_paddings', 'ints', []],
    ['data_format', 'string', 'NHWC'],
    ['dilations', 'ints', [1, dilation, dilation, 1]],
  ])
}

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

/** The attributes of a convolution kernel of this geometry. */
export function convolutionAttributes({ stride, padding, dilation }: Geometry): NativeAttribute[] {
  const border = padding === 'same' ? [] : [0, 0, padding, padding, padding, padding, 0, 0]
  return nativeAttributes([
    FLOAT,
    ['strides', 'ints', [1, stride, stride, 1]],
    ['padding', 'string', padding === 'same' ? 'SAME' : 'EXPLICIT'],
    ['explicit_paddings', 'ints', border],
    ['data_format', 'string', 'NHWC'],
    ['dilations', 'ints', [1, dilation, dilation, 1]],
  ])
}

/** A border that keeps the size has another name, which TensorFlow's fast dilated kernels want: SAME. */
export function named(geometry: Geometry, size: number): Geometry {
  const { stride, padding, dilation } = geometry
  return stride === 1 && padding === (dilation * (size - 1)) / 2 ? { ...geometry, padding: 'same' } : geometry
}

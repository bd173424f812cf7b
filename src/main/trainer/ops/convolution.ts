import type { Tensor, Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import { type Attribute, FLOAT, kernel } from './kernel.ts'

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

function attributes({ stride, padding, dilation }: Geometry): Attribute[] {
  const border = padding === 'same' ? [] : [0, 0, padding, padding, padding, padding, 0, 0]
  return [
    FLOAT,
    ['strides', 'ints', [1, stride, stride, 1]],
    ['padding', 'string', padding === 'same' ? 'SAME' : 'EXPLICIT'],
    ['explicit_paddings', 'ints', border],
    ['data_format', 'string', 'NHWC'],
    ['dilations', 'ints', [1, dilation, dilation, 1]],
  ]
}

/**
 * 2-D convolution `[B,H,W,I] · [kh,kw,I,O] → [B,H',W',O]` with gradients, dilated ones included.
 *
 * tfjs refuses gradients of dilated convolutions; TensorFlow's own kernels have them. A 1×1 convolution
 * of stride 1 is a matrix product in all three directions, which is faster than the convolution kernels.
 */
export function convolution(input: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D {
  const [kh, kw] = filter.shape
  if (kh === 1 && kw === 1 && geometry.stride === 1) return pointwise(input, filter)
  // The same border by another name: TensorFlow's fast kernels know dilation with SAME, not with EXPLICIT.
  const keepsSize = geometry.stride === 1 && geometry.padding === (geometry.dilation * (kh - 1)) / 2
  return dense(input, filter, keepsSize ? { ...geometry, padding: 'same' } : geometry)
}

const rows = (x: Tensor) => tf.reshape(x, [-1, x.shape[x.rank - 1]!])

const pointwise = (input: Tensor4D, filter: Tensor4D): Tensor4D => {
  const attrs = attributes({ stride: 1, padding: 'same', dilation: 1 })
  const product = (a: Tensor, b: Tensor, ta: boolean, tb: boolean) =>
    kernel('MatMul', [FLOAT, ['transpose_a', 'bool', ta], ['transpose_b', 'bool', tb]], [a, b])
  const forward = tf.customGrad((...args: unknown[]) => {
    const [x, w, save] = args as [Tensor4D, Tensor4D, (tensors: Tensor[]) => void]
    save([x, w])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [sx, sw] = saved as [Tensor4D, Tensor4D]
      const dRows = rows(dy)
      return [
        tf.reshape(product(dRows, rows(sw), false, true), sx.shape),
        tf.reshape(product(rows(sx), dRows, true, false), sw.shape),
      ]
    }
    return { value: kernel('Conv2D', attrs, [x, w]), gradFunc }
  })
  return forward(input, filter) as Tensor4D
}

const dense = (input: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D => {
  const attrs = attributes(geometry)
  const forward = tf.customGrad((...args: unknown[]) => {
    const [x, w, save] = args as [Tensor4D, Tensor4D, (tensors: Tensor[]) => void]
    save([x, w])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [sx, sw] = saved as [Tensor4D, Tensor4D]
      return [
        kernel('Conv2DBackpropInput', attrs, [tf.tensor1d(sx.shape, 'int32'), sw, dy]),
        kernel('Conv2DBackpropFilter', attrs, [sx, tf.tensor1d(sw.shape, 'int32'), dy]),
      ]
    }
    return { value: kernel('Conv2D', attrs, [x, w]), gradFunc }
  })
  return forward(input, filter) as Tensor4D
}

/** Depthwise convolution `[B,H,W,C] · [kh,kw,C,1] → [B,H',W',C]` with gradients. Dilation needs stride 1. */
export function depthwise(input: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D {
  if (geometry.dilation === 1) return plainDepthwise(input, filter, geometry)
  if (centreOnly(input, filter, geometry.dilation)) {
    const centre = tf.slice(filter, [1, 1, 0, 0], [1, 1, filter.shape[2], 1])
    return tf.mul(input, tf.reshape(centre, [filter.shape[2]]))
  }
  return inPhases(input, filter, geometry.dilation)
}

/**
 * A 3×3 kernel dilated beyond the feature map only ever reads its centre: every other tap falls on
 * padding. Exact, and the usual case of the wide ASPP branches at small training sizes.
 */
const centreOnly = (input: Tensor4D, filter: Tensor4D, dilation: number) =>
  filter.shape[0] === 3 && dilation >= Math.max(input.shape[1], input.shape[2])

/**
 * A dilated depthwise convolution is a plain one on each of dilation² interleaved phases of the image.
 * TensorFlow's CPU kernels have no gradient of the dilated form.
 */
function inPhases(input: Tensor4D, filter: Tensor4D, dilation: number): Tensor4D {
  const [, h, w] = input.shape
  const border = (dilation * (filter.shape[0] - 1)) / 2
  const fill = (size: number) => (dilation - (size % dilation)) % dilation
  const block = [dilation, dilation]
  const padding = [
    [border, border + fill(h)],
    [border, border + fill(w)],
  ]
  const phases = tf.spaceToBatchND(input, block, padding)
  const y = plainDepthwise(phases, filter, { stride: 1, padding: 0, dilation: 1 })
  return tf.batchToSpaceND(y, block, [
    [0, fill(h)],
    [0, fill(w)],
  ]) as Tensor4D
}

function plainDepthwise(input: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D {
  const attrs = attributes(geometry)
  const forward = tf.customGrad((...args: unknown[]) => {
    const [x, w, save] = args as [Tensor4D, Tensor4D, (tensors: Tensor[]) => void]
    save([x, w])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [sx, sw] = saved as [Tensor4D, Tensor4D]
      return [
        kernel('DepthwiseConv2dNativeBackpropInput', attrs, [tf.tensor1d(sx.shape, 'int32'), sw, dy]),
        kernel('DepthwiseConv2dNativeBackpropFilter', attrs, [sx, tf.tensor1d(sw.shape, 'int32'), dy]),
      ]
    }
    return { value: kernel('DepthwiseConv2dNative', attrs, [x, w]), gradFunc }
  })
  return forward(input, filter) as Tensor4D
}

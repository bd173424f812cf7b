import { convolutionAttributes, type Geometry } from './geometry.ts'
import { type Handle, release, reshaped, run1, wholeNumbers } from './handle.ts'
import { FLOAT, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op, Slope } from './Op.ts'

/** 2-D convolution `[B,H,W,I] · [kh,kw,I,O] → [B,H',W',O]`, with a bias or without. */
export interface ConvolutionNode extends NodeBase {
  readonly kind: 'convolution'
  readonly weight: number
  readonly bias?: number
  readonly size: number
  readonly geometry: Geometry
}

const FLOATS = nativeAttributes([FLOAT])
const matMul = (ta: boolean, tb: boolean) =>
  nativeAttributes([FLOAT, ['transpose_a', 'bool', ta], ['transpose_b', 'bool', tb]])
const BY_TRANSPOSE = matMul(false, true)
const TRANSPOSED_BY = matMul(true, false)

/**
 * tfjs refuses gradients of dilated convolutions; TensorFlow's own kernels have them. The gradients of a 1×1
 * convolution of stride 1 are matrix products, which are faster than the convolution kernels.
 */
export const convolutionOp: Op<ConvolutionNode> = {
  keeps: { first: true, output: false },
  predict({ weight, bias, geometry }, [x], { parameters }) {
    const y = run1('Conv2D', convolutionAttributes(geometry), [x!, parameters[weight]!])
    if (bias === undefined) return y
    const shifted = run1('BiasAdd', FLOATS, [y, parameters[bias]!])
    release(y)
    return shifted
  },
  backward(node, slope) {
    if (node.bias !== undefined) slope.give(node.bias, run1('BiasAddGrad', FLOATS, [slope.dy]))
    return [node.size === 1 && node.geometry.stride === 1 ? pointwise(node, slope) : dense(node, slope)]
  },
}

const rowsOf = (x: Handle) => reshaped(x, [-1, x.shape[x.shape.length - 1]!])

function pointwise({ weight }: ConvolutionNode, slope: Slope): Handle | undefined {
  const filter = slope.parameters[weight]!
  const dRows = rowsOf(slope.dy)
  const xRows = rowsOf(slope.first)
  const dFilter = run1('MatMul', TRANSPOSED_BY, [xRows, dRows])
  // Its shape is [I,O] instead of [1,1,I,O]; the values lie in the same order, which is all that is read.
  slope.give(weight, dFilter)
  let dx: Handle | undefined
  if (slope.wanted) {
    const wRows = rowsOf(filter)
    const product = run1('MatMul', BY_TRANSPOSE, [dRows, wRows])
    dx = reshaped(product, slope.first.shape)
    release(wRows, product)
  }
  release(dRows, xRows)
  return dx
}

function dense({ weight, geometry }: ConvolutionNode, slope: Slope): Handle | undefined {
  const attributes = convolutionAttributes(geometry)
  const filter = slope.parameters[weight]!
  const sizes = wholeNumbers(filter.shape)
  slope.give(weight, run1('Conv2DBackpropFilter', attributes, [slope.first, sizes, slope.dy]))
  release(sizes)
  if (!slope.wanted) return undefined
  const shape = wholeNumbers(slope.first.shape)
  const dx = run1('Conv2DBackpropInput', attributes, [shape, filter, slope.dy])
  release(shape)
  return dx
}

import { bordered, withoutBorder } from './border.ts'
import { aroundCentre, centreOf, readsCentreOnly } from './centreTap.ts'
import { fasterAsProducts, filterGradient } from './filterProducts.ts'
import { borderOf, convolutionAttributes, type Geometry } from './geometry.ts'
import { type Handle, release, reshaped, run1, share, wholeNumbers } from './handle.ts'
import { FLOAT, matMulAttributes, type NativeAttribute, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op, Slope } from './Op.ts'
import { hasDilatedGradients, ON_PHASES, phasesOf } from './phases.ts'
import { errsInKernel, stridedPointwiseGradient } from './stridedPointwise.ts'

/** 2-D convolution `[B,H,W,I] · [kh,kw,I,O] → [B,H',W',O]`, with a bias or without. */
export interface ConvolutionNode extends NodeBase {
  readonly kind: 'convolution'
  readonly weight: number
  readonly bias?: number
  readonly outputs: number
  readonly size: number
  readonly geometry: Geometry
}

const FLOATS = nativeAttributes([FLOAT])
const BY_TRANSPOSE = matMulAttributes(false, true)
const TRANSPOSED_BY = matMulAttributes(true, false)

/**
 * Gradients of dilated convolutions come from oneDNN's kernels where it is on, else they run in phases. The gradients
 * of a 1×1 convolution of stride 1 are matrix products, which are faster than the convolution kernels.
 */
export const convolutionOp: Op<ConvolutionNode> = {
  keeps: { first: true, output: false },
  predict(node, [x], { parameters }) {
    const filter = parameters[node.weight]!
    const y = formOf(node, x!.shape) === 'centre' ? throughCentre(x!, filter) : through(node, x!, filter)
    if (node.bias === undefined) return y
    const shifted = run1('BiasAdd', FLOATS, [y, parameters[node.bias]!])
    release(y)
    return shifted
  },
  backward(node, slope) {
    if (node.bias !== undefined) slope.give(node.bias, run1('BiasAddGrad', FLOATS, [slope.dy]))
    const filter = slope.parameters[node.weight]!
    switch (formOf(node, slope.first.shape)) {
      case 'dense':
        return [dense(node, slope, filter)]
      case 'phases':
        return [inPhases(node, slope, filter)]
      case 'pointwise': {
        const { dx, dFilter } = pointwise(slope, filter)
        slope.give(node.weight, dFilter)
        return [dx]
      }
      case 'centre': {
        const centre = centreOf(filter)
        const { dx, dFilter } = pointwise(slope, centre)
        slope.give(node.weight, aroundCentre(dFilter, filter))
        release(centre)
        return [dx]
      }
    }
  },
}

function formOf({ size, geometry }: ConvolutionNode, shape: readonly number[]) {
  if (size === 1 && geometry.stride === 1) return 'pointwise'
  if (readsCentreOnly(size, geometry, shape)) return 'centre'
  return geometry.dilation > 1 && !hasDilatedGradients() ? 'phases' : 'dense'
}

function through({ geometry, size }: ConvolutionNode, x: Handle, filter: Handle): Handle {
  const border = borderOf(geometry, size, x.shape)
  if (border === 0) return run1('Conv2D', convolutionAttributes(geometry, 'same'), [x, filter])
  const wide = bordered(x, border)
  const y = run1('Conv2D', convolutionAttributes(geometry, 'valid'), [wide, filter])
  release(wide)
  return y
}

const UNIT = convolutionAttributes({ stride: 1, dilation: 1 }, 'same')

function throughCentre(x: Handle, filter: Handle): Handle {
  const centre = centreOf(filter)
  const y = run1('Conv2D', UNIT, [x, centre])
  release(centre)
  return y
}

const rowsOf = (x: Handle) => reshaped(x, [-1, x.shape[x.shape.length - 1]!])

/** `dFilter` has shape `[I,O]` instead of `[1,1,I,O]`: the values lie in the same order, which is all that is read. */
function pointwise(
  { dy, first, wanted }: Slope,
  filter: Handle,
): { dx: Handle | undefined; dFilter: Handle } {
  const dRows = rowsOf(dy)
  const xRows = rowsOf(first)
  const dFilter = run1('MatMul', TRANSPOSED_BY, [xRows, dRows])
  let dx: Handle | undefined
  if (wanted) {
    const wRows = rowsOf(filter)
    const product = run1('MatMul', BY_TRANSPOSE, [dRows, wRows])
    dx = reshaped(product, first.shape)
    release(wRows, product)
  }
  release(dRows, xRows)
  return { dx, dFilter }
}

function dense(
  { weight, geometry, size }: ConvolutionNode,
  slope: Slope,
  filter: Handle,
): Handle | undefined {
  const { first, dy } = slope
  const border = borderOf(geometry, size, first.shape)
  const attributes = convolutionAttributes(geometry, border === 0 ? 'same' : 'valid')
  const x = border === 0 ? share(first) : bordered(first, border)
  if (border === 0 && fasterAsProducts(size, geometry, x, filter.shape[3]!))
    slope.give(weight, filterGradient(x, dy, geometry))
  else if (errsInKernel(size, geometry, x)) slope.give(weight, stridedPointwiseGradient(x, dy, geometry))
  else slope.give(weight, ofFilter(x, filter, dy, attributes))
  const dx = slope.wanted ? ofInput(x, filter, dy, attributes) : undefined
  release(x)
  return dx && border > 0 ? withoutBorder(dx, border, first.shape) : dx
}

function inPhases(
  { weight, geometry, size }: ConvolutionNode,
  slope: Slope,
  filter: Handle,
): Handle | undefined {
  const phases = phasesOf(geometry, size, slope.first.shape)
  const [x, dy] = [phases.split(slope.first), phases.splitOutput(slope.dy)]
  slope.give(weight, ofFilter(x, filter, dy, ON_PHASES))
  const dPhases = slope.wanted ? ofInput(x, filter, dy, ON_PHASES) : undefined
  const dx = dPhases && phases.joinInput(dPhases)
  release(x, dy, dPhases)
  return dx
}

function ofFilter(x: Handle, filter: Handle, dy: Handle, attributes: NativeAttribute[]): Handle {
  const sizes = wholeNumbers(filter.shape)
  const gradient = run1('Conv2DBackpropFilter', attributes, [x, sizes, dy])
  release(sizes)
  return gradient
}

function ofInput(x: Handle, filter: Handle, dy: Handle, attributes: NativeAttribute[]): Handle {
  const shape = wholeNumbers(x.shape)
  const gradient = run1('Conv2DBackpropInput', attributes, [shape, filter, dy])
  release(shape)
  return gradient
}

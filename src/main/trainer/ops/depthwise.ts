import { aroundCentre, centreOf, readsCentreOnly } from './centreTap.ts'
import { convolutionAttributes, type Geometry } from './geometry.ts'
import { type Handle, release, reshaped, run1, runSized, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, type NativeAttribute, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op, Slope } from './Op.ts'
import { ON_PHASES, phasesOf } from './phases.ts'

/** Depthwise convolution `[B,H,W,C] · [kh,kw,C,1] → [B,H',W',C]`, padding `same`. Dilation needs stride 1. */
export interface DepthwiseNode extends NodeBase {
  readonly kind: 'depthwise'
  readonly weight: number
  readonly channels: number
  readonly size: number
  readonly geometry: Geometry
}

export const depthwiseOp: Op<DepthwiseNode> = {
  keeps: { first: true, output: false },
  predict(node, [x], { parameters }) {
    const filter = parameters[node.weight]!
    switch (formOf(node, x!.shape)) {
      case 'plain':
        return forward(x!, filter, plain(node.geometry))
      case 'centre':
        return withCentre(filter, (centre) => run1('Mul', FLOATS, [x!, centre]))
      case 'phases': {
        const phases = phasesOf(node.geometry, node.size, x!.shape)
        const split = phases.split(x!)
        const y = forward(split, filter, ON_PHASES)
        const joined = phases.join(y)
        release(split, y)
        return joined
      }
    }
  },
  backward(node, slope) {
    switch (formOf(node, slope.first.shape)) {
      case 'plain':
        return [backward(slope, node.weight, slope.first, slope.dy, plain(node.geometry))]
      case 'centre':
        return [backwardCentre(slope, node.weight)]
      case 'phases': {
        const phases = phasesOf(node.geometry, node.size, slope.first.shape)
        const x = phases.split(slope.first)
        const dy = phases.splitOutput(slope.dy)
        const dPhases = backward(slope, node.weight, x, dy, ON_PHASES)
        release(x, dy)
        if (!dPhases) return [undefined]
        const dx = phases.joinInput(dPhases)
        release(dPhases)
        return [dx]
      }
    }
  },
}

const FLOATS = nativeAttributes([FLOAT])
const plain = ({ stride }: Geometry) => convolutionAttributes({ stride, dilation: 1 }, 'same')

/**
 * Dilated kernels run as plain ones on dilation² interleaved phases, because TensorFlow's CPU kernels lack the
 * dilated gradients.
 */
function formOf({ geometry, size }: DepthwiseNode, shape: readonly number[]) {
  if (geometry.dilation === 1) return 'plain'
  return readsCentreOnly(size, geometry, shape) ? 'centre' : 'phases'
}

const forward = (x: Handle, filter: Handle, attributes: NativeAttribute[]) =>
  run1('DepthwiseConv2dNative', attributes, [x, filter])

function backward(slope: Slope, weight: number, x: Handle, dy: Handle, attributes: NativeAttribute[]) {
  const filter = slope.parameters[weight]!
  const sizes = wholeNumbers(filter.shape)
  slope.give(weight, run1('DepthwiseConv2dNativeBackpropFilter', attributes, [x, sizes, dy]))
  release(sizes)
  if (!slope.wanted) return undefined
  const shape = wholeNumbers(x.shape)
  const dx = run1('DepthwiseConv2dNativeBackpropInput', attributes, [shape, filter, dy])
  release(shape)
  return dx
}

const REDUCE = nativeAttributes([FLOAT, ['keep_dims', 'bool', false], ['Tidx', 'type', INT32]])

/** Runs `use` on a 3×3 filter's centre tap as `[C]`. */
function withCentre(filter: Handle, use: (centre: Handle) => Handle): Handle {
  const tap = centreOf(filter)
  const centre = reshaped(tap, [filter.shape[2]!])
  const out = use(centre)
  release(tap, centre)
  return out
}

function backwardCentre({ first, dy, parameters, wanted, give }: Slope, weight: number): Handle | undefined {
  const filter = parameters[weight]!
  const product = run1('Mul', FLOATS, [first, dy])
  const sum = runSized('Sum', REDUCE, [product], wholeNumbers([0, 1, 2]))
  give(weight, aroundCentre(sum, filter))
  release(product)
  return wanted ? withCentre(filter, (centre) => run1('Mul', FLOATS, [dy, centre])) : undefined
}

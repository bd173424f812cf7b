import { type Handle, release, run, run1, upload } from './handle.ts'
import { type Attribute, FLOAT, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

export type Activation = 'none' | 'relu' | 'relu6'

/**
 * Batch normalisation followed by its activation, `[B,H,W,C] → [B,H,W,C]`; with the batch's statistics in
 * training, else with the running ones. The activation belongs to this op so that only its output is kept for
 * the backward pass, not the normalised map as well. The statistics that training gives away are mean and
 * unbiased variance: what PyTorch adds to its running ones.
 */
export interface NormNode extends NodeBase {
  readonly kind: 'norm'
  readonly norm: number
  readonly scale: number
  readonly offset: number
  readonly epsilon: number
  readonly activation: Activation
}

const attributes = (epsilon: number, training: boolean) => {
  const statistics: Attribute = ['U', 'type', FLOAT[2]]
  return nativeAttributes([
    FLOAT,
    statistics,
    ['epsilon', 'float', epsilon],
    ['data_format', 'string', 'NHWC'],
    ['is_training', 'bool', training],
  ])
}

const FLOATS = nativeAttributes([FLOAT])
const FORWARD = { relu: 'Relu', relu6: 'Relu6' } as const
const BACKWARD = { relu: 'ReluGrad', relu6: 'Relu6Grad' } as const

/** Consumes `y`. */
function activated(activation: Activation, y: Handle): Handle {
  if (activation === 'none') return y
  const out = run1(FORWARD[activation], FLOATS, [y])
  release(y)
  return out
}

export const normOp: Op<NormNode> = {
  keeps: { first: true, output: true },
  predict({ norm, scale, offset, epsilon, activation }, [x], { parameters, running }) {
    const { mean, variance } = running[norm]!
    const inputs = [x!, parameters[scale]!, parameters[offset]!, mean, variance]
    const [y, ...rest] = run('FusedBatchNormV3', attributes(epsilon, false), inputs, 6)
    release(...rest)
    return activated(activation, y!)
  },
  train({ norm, scale, offset, epsilon, activation }, [x], { parameters }, keep) {
    const none = upload([0], new Float32Array())
    const inputs = [x!, parameters[scale]!, parameters[offset]!, none, none]
    const outputs = run('FusedBatchNormV3', attributes(epsilon, true), inputs, 6)
    release(none)
    const [y, mean, variance, ...saved] = outputs as [Handle, Handle, Handle, ...Handle[]]
    keep(norm, { mean, variance })
    return { output: activated(activation, y), saved }
  },
  backward({ scale, offset, epsilon, activation }, { dy, first, output, saved, parameters, give }) {
    const dn = activation === 'none' ? dy : run1(BACKWARD[activation], FLOATS, [dy, output])
    const inputs = [dn, first, parameters[scale]!, ...saved]
    const [dx, dScale, dOffset, ...rest] = run('FusedBatchNormGradV3', attributes(epsilon, true), inputs, 5)
    give(scale, dScale!)
    give(offset, dOffset!)
    release(...rest, ...(dn === dy ? [] : [dn]))
    return [dx]
  },
}

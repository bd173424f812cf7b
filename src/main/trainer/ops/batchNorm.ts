import type { Tensor, Tensor1D, Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import { type Attribute, FLOAT, kernel, kernelOutputs } from './kernel.ts'

/** Mean and unbiased variance of one batch, per channel `[C]`: what PyTorch adds to its running statistics. */
export interface BatchStatistics {
  readonly mean: Tensor1D
  readonly variance: Tensor1D
}

export type Activation = 'none' | 'relu' | 'relu6'

const attributes = (epsilon: number, training: boolean): Attribute[] => [
  FLOAT,
  ['U', 'type', FLOAT[2]],
  ['epsilon', 'float', epsilon],
  ['data_format', 'string', 'NHWC'],
  ['is_training', 'bool', training],
]

const activate = (activation: Exclude<Activation, 'none'>, x: Tensor) =>
  kernel(activation === 'relu' ? 'Relu' : 'Relu6', [FLOAT], [x])
const activateGradient = (activation: Exclude<Activation, 'none'>, dy: Tensor, y: Tensor) =>
  kernel(activation === 'relu' ? 'ReluGrad' : 'Relu6Grad', [FLOAT], [dy, y])

/**
 * Batch normalisation in training mode followed by its activation, `[B,H,W,C] → [B,H,W,C]`; the batch's
 * statistics go to `keep`. The activation belongs to this op so that only its output is kept for the
 * backward pass, not the normalised map as well.
 */
export function batchNormTraining(
  input: Tensor4D,
  scale: Tensor1D,
  offset: Tensor1D,
  epsilon: number,
  activation: Activation,
  keep: (statistics: BatchStatistics) => void,
): Tensor4D {
  const attrs = attributes(epsilon, true)
  const op = tf.customGrad((...args: unknown[]) => {
    const [x, gamma, beta, save] = args as [Tensor4D, Tensor1D, Tensor1D, (tensors: Tensor[]) => void]
    const none = tf.tensor1d([])
    const [y, mean, variance, r1, r2, r3] = kernelOutputs(
      'FusedBatchNormV3',
      attrs,
      [x, gamma, beta, none, none],
      6,
    ) as [Tensor4D, Tensor1D, Tensor1D, Tensor, Tensor, Tensor]
    keep({ mean: tf.keep(mean), variance: tf.keep(variance) })
    const value = activation === 'none' ? y : activate(activation, y)
    save(activation === 'none' ? [x, gamma, r1, r2, r3] : [x, gamma, r1, r2, r3, value])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [sx, sg, s1, s2, s3, out] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor?]
      const dn = activation === 'none' || !out ? dy : activateGradient(activation, dy, out)
      return kernelOutputs('FusedBatchNormGradV3', attrs, [dn, sx, sg, s1, s2, s3], 5).slice(0, 3)
    }
    return { value, gradFunc }
  })
  return op(input, scale, offset) as Tensor4D
}

/** Batch normalisation with running statistics, followed by its activation. Has no gradient: prediction only. */
export function batchNormInference(
  input: Tensor4D,
  scale: Tensor1D,
  offset: Tensor1D,
  mean: Tensor1D,
  variance: Tensor1D,
  epsilon: number,
  activation: Activation,
): Tensor4D {
  const [y, ...rest] = kernelOutputs(
    'FusedBatchNormV3',
    attributes(epsilon, false),
    [input, scale, offset, mean, variance],
    6,
  ) as [Tensor4D, ...Tensor[]]
  tf.dispose(rest)
  if (activation === 'none') return y
  const out = activate(activation, y) as Tensor4D
  y.dispose()
  return out
}

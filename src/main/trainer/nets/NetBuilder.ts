import {
  type Activation,
  type BatchStatistics,
  batchNormInference,
  batchNormTraining,
} from '../ops/batchNorm.ts'
import { convolution, depthwise, type Geometry } from '../ops/convolution.ts'
import type { Tensor, Tensor1D, Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'

/** Backbone parameters learn at the base rate, the head at ten times it (METHODS §0). */
export type Part = 'backbone' | 'head'

/** One learnable tensor. `shape` is TensorFlow's layout (HWIO); files hold PyTorch's (OIHW), see `weights/`. */
export interface ParameterSpec {
  readonly name: string
  readonly shape: readonly number[]
  readonly layout: 'convolution' | 'depthwise' | 'dense' | 'vector'
  readonly part: Part
  /** `fan`: uniform in ±1/√fanIn, PyTorch's default for convolutions and their biases. */
  readonly initial: 'ones' | 'zeros' | 'fan'
  readonly fanIn: number
}

/** One batch normalisation: its running mean and variance are `name.running_mean` and `name.running_var`. */
export interface NormSpec {
  readonly name: string
  readonly channels: number
}

/** What one forward pass runs on: the tensors, and what it leaves behind. */
export interface Pass {
  readonly parameters: readonly Tensor[]
  /** Running mean and variance of each norm, used when not training. */
  readonly running: readonly BatchStatistics[]
  /** Called once per norm in training mode, in the order of `NetBuilder.norms`. Absent means prediction. */
  readonly keepStatistics?: (index: number, statistics: BatchStatistics) => void
}

export type Layer = (x: Tensor4D, pass: Pass) => Tensor4D

interface ConvolutionOptions extends Partial<Geometry> {
  readonly inputs: number
  readonly outputs: number
  readonly size: number
  readonly bias?: boolean
}

/**
 * Declares a net layer by layer. Each call records the layer's tensors and returns the function that runs
 * it, so that parameter list, checkpoint layout and forward pass come from the same line and cannot drift.
 */
export class NetBuilder {
  readonly parameters: ParameterSpec[] = []
  readonly norms: NormSpec[] = []
  private part: Part = 'backbone'

  /** Layers declared from here on belong to `part`. */
  within(part: Part): void {
    this.part = part
  }

  parameter(
    name: string,
    shape: number[],
    rest: Pick<ParameterSpec, 'layout' | 'initial' | 'fanIn'>,
  ): number {
    this.parameters.push({ name, shape, part: this.part, ...rest })
    return this.parameters.length - 1
  }

  convolution(name: string, options: ConvolutionOptions): Layer {
    const { inputs, outputs, size, stride = 1, dilation = 1, padding = dilation * ((size - 1) / 2) } = options
    const fanIn = inputs * size * size
    const shape = [size, size, inputs, outputs]
    const weight = this.parameter(`${name}.weight`, shape, { layout: 'convolution', initial: 'fan', fanIn })
    const bias = options.bias
      ? this.parameter(`${name}.bias`, [outputs], { layout: 'vector', initial: 'fan', fanIn })
      : undefined
    return (x, pass) => {
      const y = convolution(x, pass.parameters[weight] as Tensor4D, { stride, padding, dilation })
      return bias === undefined ? y : tf.add(y, pass.parameters[bias] as Tensor1D)
    }
  }

  depthwise(name: string, channels: number, size: number, geometry: Geometry): Layer {
    const fanIn = size * size
    const shape = [size, size, channels, 1]
    const weight = this.parameter(`${name}.weight`, shape, { layout: 'depthwise', initial: 'fan', fanIn })
    return (x, pass) => depthwise(x, pass.parameters[weight] as Tensor4D, geometry)
  }

  norm(name: string, channels: number, activation: Activation, epsilon: number): Layer {
    const vector = { layout: 'vector', fanIn: 1 } as const
    const scale = this.parameter(`${name}.weight`, [channels], { ...vector, initial: 'ones' })
    const offset = this.parameter(`${name}.bias`, [channels], { ...vector, initial: 'zeros' })
    const index = this.norms.push({ name, channels }) - 1
    return (x, pass) => {
      const gamma = pass.parameters[scale] as Tensor1D
      const beta = pass.parameters[offset] as Tensor1D
      const { keepStatistics } = pass
      if (keepStatistics) {
        return batchNormTraining(x, gamma, beta, epsilon, activation, (s) => keepStatistics(index, s))
      }
      const { mean, variance } = pass.running[index]!
      return batchNormInference(x, gamma, beta, mean, variance, epsilon, activation)
    }
  }
}

/** Runs layers one after another. */
export const chain =
  (...layers: Layer[]): Layer =>
  (x, pass) =>
    layers.reduce((y, layer) => layer(y, pass), x)

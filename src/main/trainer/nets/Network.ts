import type { BatchStatistics } from '../ops/batchNorm.ts'
import type { Tensor, Tensor1D, Tensor4D } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import type { FlatWeights } from '../weights/layout.ts'
import type { Backbone } from './Backbone.ts'
import { backboneNamed } from './backbones.ts'
import { buildDeepLab, type DeepLab, type Prediction } from './deepLabV3Plus.ts'
import { NetBuilder, type NormSpec, type ParameterSpec } from './NetBuilder.ts'
import { sizeOf } from './shape.ts'

/** A net's values on TensorFlow, in the order of its description. Owned by whoever called `upload`. */
export interface NetTensors {
  readonly parameters: readonly Tensor[]
  readonly running: readonly BatchStatistics[]
}

/** What a training pass gives the losses. */
export interface TrainingPass extends Prediction {
  /** Embeddings `[b,s,s,64]` of some rows of the fused feature. */
  embed(fused: Tensor4D): Tensor4D
}

/** A built net: its description and its forward passes over given tensors. Holds no weights itself. */
export class Network {
  readonly backbone: Backbone
  readonly classes: number
  readonly parameters: readonly ParameterSpec[]
  readonly norms: readonly NormSpec[]
  private readonly deepLab: DeepLab

  constructor(backboneName: string, classes: number) {
    const builder = new NetBuilder()
    this.backbone = backboneNamed(backboneName)
    this.classes = classes
    this.deepLab = buildDeepLab(builder, this.backbone.build(builder), classes)
    this.parameters = builder.parameters
    this.norms = builder.norms
  }

  get parameterCount(): number {
    return this.parameters.reduce((n, p) => n + sizeOf(p.shape), 0)
  }

  /** Forward pass with running statistics; no gradient. `x` is `[B,H,W,3]`, normalised. */
  predict(x: Tensor4D, tensors: NetTensors): Prediction {
    return this.deepLab.forward(x, tensors)
  }

  /**
   * Forward pass with batch statistics, differentiable in `parameters`. The statistics are kept tensors that
   * go to `keep`, one pair per norm; whoever takes them disposes of them.
   */
  train(
    x: Tensor4D,
    parameters: readonly Tensor[],
    keep: (index: number, s: BatchStatistics) => void,
  ): TrainingPass {
    const pass = { parameters, running: [], keepStatistics: keep }
    const prediction = this.deepLab.forward(x, pass)
    return { ...prediction, embed: (fused) => this.deepLab.project(fused, pass) }
  }

  /** `[B,S,S,3]` bytes as the backbone's normalised input. */
  input(pixels: Uint8Array, height: number, width: number): Tensor4D {
    const { mean, deviation } = this.backbone
    const scale = deviation.map((d) => 1 / (255 * d))
    const shift = mean.map((m, c) => m / deviation[c]!)
    const values = new Float32Array(pixels.length)
    for (let i = 0; i < pixels.length; i += 3) {
      for (let c = 0; c < 3; c++) values[i + c] = pixels[i + c]! * scale[c]! - shift[c]!
    }
    return tf.tensor4d(values, [pixels.length / (height * width * 3), height, width, 3])
  }

  /** Copies weights onto TensorFlow as one tensor each. */
  upload(flat: FlatWeights): NetTensors {
    let at = 0
    const parameters = this.parameters.map(({ shape }) => {
      const from = at
      at += sizeOf(shape)
      return tf.keep(tf.tensor(flat.parameters.subarray(from, at), [...shape]))
    })
    let row = 0
    const vector = (channels: number): Tensor1D => {
      row += channels
      return tf.keep(tf.tensor1d(flat.statistics.subarray(row - channels, row)))
    }
    const running = this.norms.map(({ channels }) => ({ mean: vector(channels), variance: vector(channels) }))
    return { parameters, running }
  }
}

export function disposeTensors({ parameters, running }: NetTensors): void {
  tf.dispose([...parameters])
  for (const { mean, variance } of running) tf.dispose([mean, variance])
}

import { type Handle, release, upload } from '../ops/handle.ts'
import type { KeepStatistics, NetValues } from '../ops/Op.ts'
import type { Backbone } from './Backbone.ts'
import { backboneNamed } from './backbones.ts'
import { buildDeepLab, type DeepLab } from './deepLabV3Plus.ts'
import { type FlatWeights, valuesAt } from './FlatWeights.ts'
import { NetBuilder, type NormSpec, type ParameterSpec } from './NetBuilder.ts'
import type { NetParts } from './NetParts.ts'
import { predictPlan } from './predictPlan.ts'
import { sizeOf } from './shape.ts'
import { type PassOptions, TrainingPass } from './TrainingPass.ts'

/** A built net: its description, and its passes over given values. Holds no weights itself. */
export class Network {
  readonly backbone: Backbone
  readonly classes: number
  readonly parameters: readonly ParameterSpec[]
  readonly norms: readonly NormSpec[]
  readonly plans: DeepLab

  /** `parts`: what a method adds to it while it learns. */
  constructor(backboneName: string, classes: number, parts?: NetParts) {
    const builder = new NetBuilder()
    this.backbone = backboneNamed(backboneName)
    this.classes = classes
    this.plans = buildDeepLab(builder, this.backbone, classes, parts)
    this.parameters = builder.parameters
    this.norms = builder.norms
  }

  get parameterCount(): number {
    return this.parameters.reduce((n, p) => n + sizeOf(p.shape), 0)
  }

  /** Logits at stride 4, `[B,H,W,3] → [B,s,s,K]`, with running statistics; the caller owns them. */
  predict(x: Handle, values: NetValues): Handle {
    const [logits, ...taps] = predictPlan(this.plans.segment, x, values)
    release(...taps)
    return logits!
  }

  /** Logits as `predict` gives them and what they are made of, `[B,s,s,256]`; the caller owns both. */
  seen(x: Handle, values: NetValues): { logits: Handle; fused: Handle } {
    const [logits, ...taps] = predictPlan(this.plans.segment, x, values)
    const at = this.plans.taps.indexOf('fused')
    release(...taps.filter((_, i) => i !== at))
    return { logits: logits!, fused: taps[at]! }
  }

  /** What is classified, at stride 4, `[B,H,W,3] → [B,s,s,256]`, with running statistics; the caller owns it. */
  fused(x: Handle, values: NetValues): Handle {
    const { logits, fused } = this.seen(x, values)
    release(logits)
    return fused
  }

  /** A pass with batch statistics that can be walked back; the statistics go to `keep`, which owns them. */
  train(x: Handle, values: NetValues, options: PassOptions, keep: KeepStatistics): TrainingPass {
    return new TrainingPass(this.plans, x, values, options, keep)
  }

  /** `[B,S,S,3]` bytes as the backbone's normalised input; the caller owns it. */
  input(pixels: Uint8Array, height: number, width: number): Handle {
    const { mean, deviation } = this.backbone
    const scale = deviation.map((d) => 1 / (255 * d))
    const shift = mean.map((m, c) => m / deviation[c]!)
    const values = new Float32Array(pixels.length)
    for (let i = 0; i < pixels.length; i += 3) {
      for (let c = 0; c < 3; c++) values[i + c] = pixels[i + c]! * scale[c]! - shift[c]!
    }
    return upload([pixels.length / (height * width * 3), height, width, 3], values)
  }

  /** Copies weights onto TensorFlow as one tensor each; whoever asked frees them with `releaseValues`. */
  upload(flat: FlatWeights): NetValues {
    return uploadValues(this, flat)
  }
}

export function uploadValues(
  net: { parameters: readonly ParameterSpec[]; norms: readonly NormSpec[] },
  flat: FlatWeights,
): NetValues {
  const parameters = net.parameters.map((spec) => upload(spec.shape, valuesAt(flat.parameters, spec)))
  let row = 0
  const vector = (channels: number) => {
    row += channels
    return upload([channels], flat.statistics.subarray(row - channels, row))
  }
  const running = net.norms.map(({ channels }) => ({ mean: vector(channels), variance: vector(channels) }))
  return { parameters, running }
}

export function releaseValues({ parameters, running }: NetValues): void {
  release(...parameters)
  for (const { mean, variance } of running) release(mean, variance)
}

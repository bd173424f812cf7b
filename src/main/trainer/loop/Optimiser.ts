import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { Network } from '../nets/Network.ts'
import { sizeOf } from '../nets/shape.ts'
import type { Tensor } from '../tensorflow.ts'

/**
 * SGD with momentum, weight decay on everything, the head at `headRate` times the backbone's rate, poly
 * schedule (METHODS §0). One loop over one array on the heap: as TensorFlow kernels the same update is seven
 * per tensor, 190 tensors, and took a tenth of a step.
 */
export class Optimiser {
  /** Momentum slots, in the order of the net's parameters. */
  readonly velocity: Float32Array
  private readonly network: Network
  private readonly settings: TrainingSettings

  constructor(network: Network, settings: TrainingSettings) {
    this.network = network
    this.settings = settings
    this.velocity = new Float32Array(network.parameterCount)
  }

  /**
   * Base rate of step `step`. Steps 0 and 1 both use the full rate: the public code sets the rate after a step,
   * from that step's number.
   */
  rate(step: number): number {
    const { learningRate, steps, schedulePower } = this.settings
    return learningRate * (1 - Math.max(0, step - 1) / steps) ** schedulePower
  }

  /** Moves `parameters` in place. A parameter without gradient (an unused projector) only decays. */
  update(step: number, parameters: Float32Array, gradients: readonly (Tensor | null | undefined)[]): void {
    const { momentum, weightDecay, headRate } = this.settings
    const base = this.rate(step)
    let at = 0
    this.network.parameters.forEach(({ shape, part }, index) => {
      const count = sizeOf(shape)
      const rate = part === 'head' ? base * headRate : base
      const gradient = gradients[index]?.dataSync() as Float32Array | undefined
      moveSlice(parameters, this.velocity, gradient, at, count, rate, momentum, weightDecay)
      at += count
    })
  }
}

function moveSlice(
  p: Float32Array,
  v: Float32Array,
  g: Float32Array | undefined,
  from: number,
  count: number,
  rate: number,
  momentum: number,
  decay: number,
): void {
  for (let i = 0, at = from; i < count; i++, at++) {
    const slope = (g === undefined ? 0 : g[i]!) + decay * p[at]!
    const speed = momentum * v[at]! + slope
    v[at] = speed
    p[at] = p[at]! - rate * speed
  }
}

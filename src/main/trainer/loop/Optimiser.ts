import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { Network } from '../nets/Network.ts'
import { flatLength, valuesAt } from '../weights/layout.ts'

/** One step's update under way. */
export interface Update {
  /** Moves parameter `index` against its gradient, in any order, each once. */
  move(index: number, gradient: Float32Array): void
  /** Moves the parameters that no gradient reached (an unused projector): they only decay. */
  finish(): void
}

/**
 * SGD with momentum, weight decay on everything, the head at `headRate` times the backbone's rate, poly
 * schedule (METHODS §0). One loop per parameter on the heap, as soon as its gradient is there: as TensorFlow
 * kernels the same update is seven per tensor, 190 tensors, and took a tenth of a step.
 */
export class Optimiser {
  /** Momentum slots, in the order of the net's parameters. */
  readonly velocity: Float32Array
  private readonly network: Network
  private readonly settings: TrainingSettings

  constructor(network: Network, settings: TrainingSettings) {
    this.network = network
    this.settings = settings
    this.velocity = new Float32Array(flatLength(network))
  }

  /**
   * Base rate of step `step`. Steps 0 and 1 both use the full rate: the public code sets the rate after a step,
   * from that step's number.
   */
  rate(step: number): number {
    const { learningRate, steps, schedulePower } = this.settings
    return learningRate * (1 - Math.max(0, step - 1) / steps) ** schedulePower
  }

  /** Begins the update of step `step`, which moves `parameters` in place. */
  begin(step: number, parameters: Float32Array): Update {
    const { momentum, weightDecay, headRate } = this.settings
    const base = this.rate(step)
    const waiting = new Set(this.network.parameters.keys())
    const slices = (index: number) => {
      waiting.delete(index)
      const spec = this.network.parameters[index]!
      const rate = spec.part === 'head' ? base * headRate : base
      const rates = { rate, momentum, decay: weightDecay }
      return { p: valuesAt(parameters, spec), v: valuesAt(this.velocity, spec), rates }
    }
    return {
      move: (index, gradient) => {
        const { p, v, rates } = slices(index)
        moveSlice(p, v, gradient, rates)
      },
      finish: () => {
        for (const index of waiting) {
          const { p, v, rates } = slices(index)
          decaySlice(p, v, rates)
        }
      },
    }
  }
}

interface Rates {
  readonly rate: number
  readonly momentum: number
  readonly decay: number
}

function moveSlice(
  p: Float32Array,
  v: Float32Array,
  g: Float32Array,
  { rate, momentum, decay }: Rates,
): void {
  for (let i = 0; i < p.length; i++) {
    const speed = momentum * v[i]! + (g[i]! + decay * p[i]!)
    v[i] = speed
    p[i] = p[i]! - rate * speed
  }
}

/** As `moveSlice` without a gradient: a test for one inside the loop would cost every parameter a third. */
function decaySlice(p: Float32Array, v: Float32Array, { rate, momentum, decay }: Rates): void {
  for (let i = 0; i < p.length; i++) {
    const speed = momentum * v[i]! + decay * p[i]!
    v[i] = speed
    p[i] = p[i]! - rate * speed
  }
}

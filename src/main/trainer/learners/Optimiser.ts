import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { flatLength, valuesAt } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import { largestOf, type WeightMemory } from './WeightMemory.ts'

/** One step's update under way. */
export interface Update {
  /** Moves parameter `index` against its gradient, read into `Optimiser.gradient`; in any order, each once. */
  move(index: number, gradient: Float32Array): void
  /** Moves the parameters that no gradient reached (an unused projector): they only decay. */
  finish(): void
}

/**
 * SGD with momentum, weight decay on everything, the head at `headRate` times the backbone's rate, poly
 * schedule (METHODS §0). One loop per parameter, as soon as its gradient is there: as TensorFlow kernels the same
 * update is seven per tensor, 190 tensors, and took a tenth of a step.
 */
export class Optimiser {
  /** Momentum slots, in the order of the net's parameters. */
  readonly velocity: Float32Array
  /** Where gradients are read to, one at a time. */
  readonly gradient: Float32Array
  private readonly network: Network
  private readonly settings: TrainingSettings
  private readonly memory: WeightMemory

  constructor(network: Network, settings: TrainingSettings, memory: WeightMemory) {
    this.network = network
    this.settings = settings
    this.memory = memory
    this.velocity = memory.take(flatLength(network))
    this.gradient = memory.take(largestOf(network))
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
    const move = (index: number, gradient: Float32Array) => {
      waiting.delete(index)
      const spec = this.network.parameters[index]!
      const rate = spec.part === 'head' ? base * headRate : base
      const [p, v] = [valuesAt(parameters, spec), valuesAt(this.velocity, spec)]
      this.memory.move(p, v, gradient, { rate, momentum, decay: weightDecay })
    }
    return {
      move,
      finish: () => {
        if (waiting.size > 0) this.gradient.fill(0)
        for (const index of waiting) move(index, this.gradient)
      },
    }
  }
}

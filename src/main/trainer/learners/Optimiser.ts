import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { flatLength, valuesAt } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import { sizeOf } from '../nets/shape.ts'
import { largestOf, type WeightMemory } from './WeightMemory.ts'

/** One step's update under way. Gradients are read into `Optimiser.gradient`. */
export interface Update {
  /** Keeps a gradient of an earlier pass of the step, to be added to what `move` gets. */
  putBy(index: number, gradient: Float32Array): void
  /** Moves parameter `index` against its gradient; in any order, each once. */
  move(index: number, gradient: Float32Array): void
  /** Moves the parameters that no gradient of the last pass reached; those that none reached (an unused projector) decay. */
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
  /** Sums of gradients that were put by; only methods with several passes a step need them. */
  private sums: Float32Array | undefined
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
    const kept = new Map<number, Float32Array>()
    const putBy = (index: number, gradient: Float32Array) => {
      const before = kept.get(index)
      if (before) return this.memory.add(before, gradient)
      kept.set(index, this.sumOf(index, gradient))
    }
    const move = (index: number, gradient: Float32Array) => {
      waiting.delete(index)
      const spec = this.network.parameters[index]!
      const before = kept.get(index)
      if (before) this.memory.add(gradient, before)
      const rate = spec.part === 'head' ? base * headRate : base
      const [p, v] = [valuesAt(parameters, spec), valuesAt(this.velocity, spec)]
      this.memory.move(p, v, gradient, { rate, momentum, decay: weightDecay })
    }
    return {
      putBy,
      move,
      finish: () => {
        for (const index of waiting) {
          const none = this.gradient.subarray(0, sizeOf(this.network.parameters[index]!.shape))
          move(index, none.fill(0))
        }
      },
    }
  }

  private sumOf(index: number, gradient: Float32Array): Float32Array {
    this.sums ??= this.memory.take(flatLength(this.network))
    const sum = valuesAt(this.sums, this.network.parameters[index]!)
    sum.set(gradient)
    return sum
  }
}

import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import type { Outputs, PassOptions, TrainingPass } from '../nets/TrainingPass.ts'
import { asTensor, type Handle, release, valuesOf } from '../ops/handle.ts'
import type { NetValues, Statistics } from '../ops/Op.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'

/** Share of a batch's statistics in the running ones: PyTorch's default. */
const STATISTICS_RATE = 0.1

/** How pictures are shown to a net: `train` normalises by the batch's statistics, `eval` by the running ones. */
export type ForwardOptions = ({ readonly mode: 'train' } & PassOptions) | { readonly mode: 'eval' }

/** A pass that has been made, and the statistics that it found, in the net's order of norms. */
export interface MadePass {
  readonly pass: TrainingPass
  readonly input: Handle
  readonly statistics: readonly Statistics[]
}

/** A net with weights on the heap that change from step to step, and on TensorFlow in between. */
export class LiveNet {
  readonly network: Network
  readonly weights: FlatWeights
  private uploaded: NetValues | undefined

  constructor(network: Network, weights: FlatWeights) {
    this.network = network
    this.weights = weights
  }

  /** The weights on TensorFlow, valid until `changed`. */
  get values(): NetValues {
    this.uploaded ??= this.network.upload(this.weights)
    return this.uploaded
  }

  /** What it makes of `[n,S,S,3]` pixels with running statistics; freed with the surrounding tidy. */
  predict(pixels: Uint8Array, size: number): Outputs {
    const x = this.network.input(pixels, size, size)
    const logits = asTensor(this.network.predict(x, this.values)) as Tensor4D
    release(x)
    return { logits, heads: {} }
  }

  /** A pass with the batch's statistics over `[n,S,S,3]` pixels, which whoever asked ends with `follow` and `free`. */
  pass(pixels: Uint8Array, size: number, options: PassOptions): MadePass {
    const statistics: Statistics[] = []
    const input = this.network.input(pixels, size, size)
    const pass = this.network.train(input, this.values, options, (norm, kept) => {
      statistics[norm] = kept
    })
    return { pass, input, statistics }
  }

  /**
   * Moves the running statistics towards those of a pass. A head that saw nothing in it found none, and keeps its own.
   */
  follow({ statistics }: MadePass): void {
    const running = this.weights.statistics
    let at = 0
    for (const [norm, { channels }] of this.network.norms.entries()) {
      const found = statistics[norm]
      for (const handle of found ? [found.mean, found.variance] : []) {
        for (const value of valuesOf(handle)) {
          running[at] = running[at]! * (1 - STATISTICS_RATE) + value * STATISTICS_RATE
          at++
        }
      }
      if (!found) at += 2 * channels
    }
  }

  /** Called when the weights have changed, and at the end. */
  changed(): void {
    if (this.uploaded) releaseValues(this.uploaded)
    this.uploaded = undefined
  }
}

export function free({ pass, input, statistics }: MadePass): void {
  pass.dispose()
  release(input)
  for (const found of statistics) if (found) release(found.mean, found.variance)
}

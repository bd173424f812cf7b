import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import type { Lesson } from '../methods/Method.ts'
import { disposeTensors, type NetTensors, type Network } from '../nets/Network.ts'
import type { BatchStatistics } from '../ops/batchNorm.ts'
import type { Tensor } from '../tensorflow.ts'
import { tf } from '../tensorflow.ts'
import type { FlatWeights } from '../weights/layout.ts'
import type { Optimiser } from './Optimiser.ts'
import type { Stopwatch } from './Stopwatch.ts'

/** Share of a batch's statistics in the running ones: PyTorch's default. */
const STATISTICS_RATE = 0.1

/** The net that learns: its weights on the heap, and on TensorFlow between two updates. */
export class Student {
  readonly weights: FlatWeights
  private readonly network: Network
  private readonly optimiser: Optimiser
  private readonly stopwatch: Stopwatch
  private uploaded: NetTensors | undefined

  constructor(network: Network, weights: FlatWeights, optimiser: Optimiser, stopwatch: Stopwatch) {
    this.network = network
    this.weights = weights
    this.optimiser = optimiser
    this.stopwatch = stopwatch
  }

  /** One forward and backward pass and the update; returns the loss terms. Throws where a loss is not finite. */
  learn(step: number, size: number, lesson: Lesson): Record<string, number> {
    this.uploaded ??= this.network.upload(this.weights)
    const { parameters } = this.uploaded
    const statistics: BatchStatistics[] = []
    const terms: Record<string, Scalar> = {}
    const losses = tf.tidy(() => {
      const x = this.network.input(lesson.pixels, size, size)
      const forward = () => {
        const pass = this.stopwatch.time('student', () =>
          this.network.train(x, parameters, (index, kept) => {
            statistics[index] = kept
          }),
        )
        Object.assign(terms, lesson.losses(pass))
        for (const term of Object.values(terms)) tf.keep(term)
        return tf.addN(Object.values(terms)) as Scalar
      }
      const { grads } = this.stopwatch.time('backward', () =>
        tf.engine().gradients(forward, [...parameters] as Tensor[], undefined, true),
      )
      const values = readTerms(terms)
      this.stopwatch.time('update', () => this.optimiser.update(step, this.weights.parameters, grads))
      return values
    })
    tf.dispose(Object.values(terms))
    this.follow(statistics)
    this.dispose()
    return losses
  }

  private follow(batch: readonly BatchStatistics[]): void {
    const running = this.weights.statistics
    let at = 0
    for (const { mean, variance } of batch) {
      for (const tensor of [mean, variance]) {
        for (const value of tensor.dataSync()) {
          running[at] = running[at]! * (1 - STATISTICS_RATE) + value * STATISTICS_RATE
          at++
        }
        tensor.dispose()
      }
    }
  }

  dispose(): void {
    if (this.uploaded) disposeTensors(this.uploaded)
    this.uploaded = undefined
  }
}

/** The terms' values; a term that is not a number stops the run before it spoils the weights. */
function readTerms(terms: Readonly<Record<string, Scalar>>): Record<string, number> {
  const values: Record<string, number> = {}
  for (const [name, term] of Object.entries(terms)) {
    const value = term.dataSync()[0]!
    if (!Number.isFinite(value))
      throw new Error(
        `The ${name} loss is no longer a number. Resume from the last checkpoint with a lower learning rate.`,
      )
    values[name] = value
  }
  return values
}

import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import type { Lesson } from '../methods/Method.ts'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import { type Network, releaseValues } from '../nets/Network.ts'
import type { Outputs } from '../nets/TrainingPass.ts'
import { release, valuesOf } from '../ops/handle.ts'
import type { NetValues, Statistics } from '../ops/Op.ts'
import { Reader } from '../ops/sharedMemory.ts'
import type { Tensor } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { Diverged } from './Diverged.ts'
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
  private readonly reader: Reader
  private uploaded: NetValues | undefined

  constructor(network: Network, weights: FlatWeights, optimiser: Optimiser, stopwatch: Stopwatch) {
    this.network = network
    this.weights = weights
    this.optimiser = optimiser
    this.stopwatch = stopwatch
    this.reader = new Reader(optimiser.gradient)
  }

  /**
   * One forward and backward pass and the update; returns the loss terms. Throws where a loss is not finite,
   * before any weight has moved.
   */
  learn(step: number, size: number, lesson: Lesson): Record<string, number> {
    this.uploaded ??= this.network.upload(this.weights)
    const values = this.uploaded
    const statistics: Statistics[] = []
    const x = this.network.input(lesson.pixels, size, size)
    const pass = this.stopwatch.time('student', () =>
      this.network.train(x, values, lesson.embedded, (norm, kept) => {
        statistics[norm] = kept
      }),
    )
    const losses = tf.tidy(() => {
      const { terms, slopes } = differentiate(lesson, step, pass.outputs())
      const update = this.optimiser.begin(step, this.weights.parameters)
      this.stopwatch.time('backward', () =>
        pass.backward(slopes[0]!, slopes[1], (index, gradient) => {
          this.stopwatch.time('update', () => update.move(index, this.reader.read(gradient)))
          release(gradient)
        }),
      )
      this.stopwatch.time('update', () => update.finish())
      return terms
    })
    release(x)
    this.follow(statistics)
    this.dispose()
    return losses
  }

  private follow(batch: readonly Statistics[]): void {
    const running = this.weights.statistics
    let at = 0
    for (const { mean, variance } of batch) {
      for (const handle of [mean, variance]) {
        for (const value of valuesOf(handle)) {
          running[at] = running[at]! * (1 - STATISTICS_RATE) + value * STATISTICS_RATE
          at++
        }
        release(handle)
      }
    }
  }

  dispose(): void {
    if (this.uploaded) releaseValues(this.uploaded)
    this.uploaded = undefined
  }
}

/** The loss terms' values, and the gradients of their sum with respect to logits and embeddings. */
function differentiate(lesson: Lesson, step: number, { logits, embeddings }: Outputs) {
  const outputs: Tensor[] = embeddings ? [logits, embeddings] : [logits]
  let terms: Readonly<Record<string, Scalar>> = {}
  const sum = () => {
    terms = lesson.losses(embeddings ? { logits, embeddings } : { logits })
    for (const term of Object.values(terms)) tf.keep(term)
    return tf.addN(Object.values(terms)) as Scalar
  }
  const { grads } = tf.engine().gradients(sum, outputs, undefined, true)
  const values = readTerms(terms, step)
  tf.dispose(Object.values(terms))
  return { terms: values, slopes: grads as (Tensor | null)[] }
}

/** The terms' values; a term that is not a number stops the run before it spoils the weights. */
function readTerms(terms: Readonly<Record<string, Scalar>>, step: number): Record<string, number> {
  const values: Record<string, number> = {}
  for (const [name, term] of Object.entries(terms)) {
    const value = term.dataSync()[0]!
    if (!Number.isFinite(value)) throw new Diverged(name, step + 1)
    values[name] = value
  }
  return values
}

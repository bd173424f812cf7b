import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import type { FlatWeights } from '../nets/FlatWeights.ts'
import type { Network } from '../nets/Network.ts'
import type { Outputs } from '../nets/TrainingPass.ts'
import { release } from '../ops/handle.ts'
import { Reader } from '../ops/sharedMemory.ts'
import type { Tensor } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { Diverged } from './Diverged.ts'
import { type ForwardOptions, free, LiveNet, type MadePass } from './LiveNet.ts'
import type { Optimiser, Update } from './Optimiser.ts'
import type { Stopwatch } from './Stopwatch.ts'

/** Terms of a loss by name; what is minimised is their sum. */
export type Losses = Readonly<Record<string, Scalar>>

/** What a method sees of the student while a step is made. */
export interface StudentInStep {
  /**
   * What the student makes of `[n,S,S,3]` pixels. In `train` mode losses may be made of the outputs: gradients of all
   * such passes of a step add up, and each pass moves the running statistics in its turn.
   */
  forward(pixels: Uint8Array, size: number, options: ForwardOptions): Outputs
}

/** The net that learns: its weights on the heap, and on TensorFlow between two updates. */
export class Student {
  private readonly live: LiveNet
  private readonly optimiser: Optimiser
  private readonly stopwatch: Stopwatch
  private readonly reader: Reader

  constructor(network: Network, weights: FlatWeights, optimiser: Optimiser, stopwatch: Stopwatch) {
    this.live = new LiveNet(network, weights)
    this.optimiser = optimiser
    this.stopwatch = stopwatch
    this.reader = new Reader(optimiser.gradient)
  }

  get weights(): FlatWeights {
    return this.live.weights
  }

  /**
   * One step: `lesson` makes passes and the losses of their outputs; then the way back through each pass, and the
   * update. Returns the losses' values. Throws where one is not finite, before any weight has moved.
   */
  learn(step: number, lesson: (student: StudentInStep) => Losses): Record<string, number> {
    const passes: MadePass[] = []
    try {
      return tf.tidy(() => {
        const { values, slopes } = this.differentiate(step, lesson, passes)
        this.walkBack(passes, slopes, this.optimiser.begin(step, this.weights.parameters))
        for (const made of passes) this.live.follow(made)
        return values
      })
    } finally {
      for (const made of passes) free(made)
      this.live.changed()
    }
  }

  /** The loss terms' values, and the gradient of their sum by output. */
  private differentiate(step: number, lesson: (student: StudentInStep) => Losses, passes: MadePass[]) {
    // tfjs reads this list when the losses are there: the outputs that they are made of come to it as passes are made.
    // It wants one before.
    const outputs: Tensor[] = [tf.scalar(0)]
    let terms: Losses = {}
    const forward: StudentInStep['forward'] = (pixels, size, options) => {
      if (options.mode === 'eval') return this.live.predict(pixels, size)
      return this.stopwatch.time('student', () => {
        const made = this.live.pass(pixels, size, options)
        passes.push(made)
        const found = made.pass.outputs()
        outputs.push(found.logits, ...Object.values(found.heads))
        return found
      })
    }
    const sum = () => {
      terms = lesson({ forward })
      for (const term of Object.values(terms)) tf.keep(term)
      return tf.addN(Object.values(terms)) as Scalar
    }
    try {
      const { grads } = tf.engine().gradients(sum, outputs, undefined, true)
      const slopes = new Map(outputs.map((output, i) => [output, grads[i]]))
      return { values: readTerms(terms, step), slopes }
    } finally {
      tf.dispose(Object.values(terms))
    }
  }

  /** Gradients of all passes but the last are put by; with those of the last each parameter moves as soon as it may. */
  private walkBack(
    passes: readonly MadePass[],
    slopes: ReadonlyMap<Tensor, Tensor | undefined>,
    update: Update,
  ): void {
    const slopeOf = (output: Tensor) => slopes.get(output) ?? undefined
    for (const [i, { pass }] of passes.entries()) {
      const take = i < passes.length - 1 ? update.putBy : update.move
      this.stopwatch.time('backward', () =>
        pass.backward(slopeOf, (index, gradient) => {
          this.stopwatch.time('update', () => take(index, this.reader.read(gradient)))
          release(gradient)
        }),
      )
    }
    this.stopwatch.time('update', () => update.finish())
  }

  dispose(): void {
    this.live.changed()
  }
}

/** The terms' values; a term that is not a number stops the run before it spoils the weights. */
function readTerms(terms: Losses, step: number): Record<string, number> {
  const values: Record<string, number> = {}
  for (const [name, term] of Object.entries(terms)) {
    const value = term.dataSync()[0]!
    if (!Number.isFinite(value)) throw new Diverged(name, step + 1)
    values[name] = value
  }
  return values
}

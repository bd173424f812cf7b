import type { Random } from '../../../shared/domain/random.ts'
import type { Handle } from './handle.ts'

/** A value of a plan, by number. */
export type ValueId = number

/** What every node of a plan has; each op adds its own fields (see `nets/plan.ts`). */
export interface NodeBase {
  readonly inputs: readonly ValueId[]
  readonly output: ValueId
}

/** Mean and variance per channel `[C]` of one batch normalisation. */
export interface Statistics {
  readonly mean: Handle
  readonly variance: Handle
}

/** A net's values on TensorFlow, in the order of its description. */
export interface NetValues {
  readonly parameters: readonly Handle[]
  readonly running: readonly Statistics[]
}

/** What a backward step is given. `first` and `output` are there where the op `keeps` them. */
export interface Slope {
  readonly dy: Handle
  readonly first: Handle
  readonly output: Handle
  readonly saved: readonly Handle[]
  readonly shapes: readonly (readonly number[])[]
  readonly parameters: readonly Handle[]
  /** Whether anyone wants the inputs' gradients; the image's are not wanted. */
  readonly wanted: boolean
  /** Takes over a parameter's gradient. */
  give(parameter: number, gradient: Handle): void
}

/** What a pass draws at random; what is absent is not done. */
export interface Draws {
  /** For `perturb` nodes. */
  readonly perturb?: Random
  /** For `dropChannels` nodes. */
  readonly drop?: Random
}

/** Takes over the statistics that a norm found in a batch. */
export type KeepStatistics = (norm: number, s: Statistics) => void

export interface Trained {
  readonly output: Handle
  readonly saved: readonly Handle[]
}

/**
 * One kind of node: how it runs for prediction, in training, and backwards. Ops own nothing that they are given
 * and hand over all that they return; an input passed through is `share`d.
 */
export interface Op<Node extends NodeBase> {
  /** What of the forward pass `backward` reads again: the first input, the output. The rest is freed early. */
  readonly keeps: { readonly first: boolean; readonly output: boolean }
  predict(node: Node, inputs: readonly Handle[], values: NetValues): Handle
  /** Where training differs from prediction. `keep` takes a norm's statistics over; `draws`: what is random. */
  train?(
    node: Node,
    inputs: readonly Handle[],
    values: NetValues,
    keep: KeepStatistics,
    draws: Draws,
  ): Trained
  /** Gradients of the inputs, in their order; undefined where none is wanted or none flows. */
  backward(node: Node, slope: Slope): readonly (Handle | undefined)[]
}

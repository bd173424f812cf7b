import type { Scalar } from '@tensorflow/tfjs-node-gpu'
import { tf } from '../tensorflow/tensorflow.ts'

/** Terms of a loss by name, each times its own weight and a share of all. */
export const weighed = <Term extends string>(
  terms: Readonly<Record<Term, Scalar>>,
  weights: Readonly<Record<NoInfer<Term>, number>>,
  share: number,
): Readonly<Record<string, Scalar>> =>
  Object.fromEntries(
    Object.entries<Scalar>(terms).map(([term, loss]) => [term, tf.mul(loss, weights[term as Term] * share)]),
  )

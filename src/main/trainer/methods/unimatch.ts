import { streamFor } from '../../../shared/domain/random.ts'
import { refused } from '../../../shared/reasons/Refused.ts'
import { joined } from '../data/joined.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { perturbed as perturbedMaps } from '../nets/NetParts.ts'
import { imagesOf } from '../ops/imagesOf.ts'
import { resizeAligned } from '../ops/resize.ts'
import { type Confidences, confidencesOf } from '../pseudoLabels/confidences.ts'
import { mixedStrong } from '../pseudoLabels/mixedStrong.ts'
import { pastedLabels } from '../pseudoLabels/pastedLabels.ts'
import { rampAt } from '../pseudoLabels/ramp.ts'
import { tellingOf, trustWeights } from '../pseudoLabels/trust.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { keepsNothing, type Method } from './Method.ts'

const STRONG_VIEWS = [0, 1] as const

/**
 * UniMatch: FixMatch with two strong views, and with the weak view's features perturbed between backbone and decoder
 * (METHODS §1.3): half of each image's channels are dropped. There is no teacher, and the student is kept.
 */
export const unimatch: Method<'unimatch'> = {
  name: 'unimatch',
  views: ({ weakCrop, unimatch: { cutMixProbability, mixSource } }) => ({
    weakCrop,
    unlabelled: {
      strong: STRONG_VIEWS.map(() => ({ kind: 'colour', boxProbability: cutMixProbability })),
      mix: mixSource === 'sameImage',
    },
  }),
  parts: () => ({ between: perturbedMaps }),
  start({ settings, stopwatch }) {
    const { unimatch: options, classes, seed, steps } = settings
    const thresholds = Array.from({ length: classes }, () => options.confidence)

    return {
      // Images [B,S,S,3] as bytes, maps [B,S,S], logits [·,s,s,K] at stride 4.
      step(batch, student, step) {
        const { images, size, labelled, unlabelled } = batch
        if (!unlabelled) throw refused('methodNeedsUnlabelled')
        const { weak, ignore, truth } = unlabelled
        const part = (logits: Tensor4D, number: number) => imagesOf(logits, number * images, images)
        const crossEntropy = (logits: Tensor4D, label: Uint8Array, weights: Float32Array) =>
          weightedCrossEntropy(resizeAligned(logits, size, size), label, weights)
        const trustedIn = (labels: Confidences) => trustWeights(labels, thresholds, 'counted')
        // 1. by its running statistics, the student labels the frames that are to be pasted
        const pasted = stopwatch.time('teacher', () => pastedLabels(batch, student))
        // 2. one pass over [2B,S,S,3], labelled and weak views, which the decoder goes through twice: as they are, and
        // perturbed. [4B,s,s,K]: labelled, weak, labelled perturbed (not used), weak perturbed
        const perturb = streamFor(seed, 'perturb', step)
        const first = student.forward(joined(labelled.pixels, weak), size, { mode: 'train', perturb }).logits
        const seen = confidencesOf(part(first, 1), size, ignore)
        // 3. into each strong view regions are pasted, where it has boxes of its own, and their labels into its labels
        const mixed = STRONG_VIEWS.map((view) => mixedStrong(batch, view, seen, pasted))
        // 4. a second pass, over both strong views, [2B,S,S,3], with statistics of its own
        const second = student.forward(joined(...mixed.map(({ pixels }) => pixels)), size, { mode: 'train' })
        // 5. cross-entropies on the labelled view, on both strong ones, and on the perturbed weak one, which is not mixed
        const trusted = trustedIn(seen)
        const supervised = crossEntropy(part(first, 0), labelled.label, meanWeights(labelled))
        const onStrong = mixed.map((view, k) =>
          crossEntropy(part(second.logits, k), view.pseudoLabel, trustedIn(view)),
        )
        const perturbed = crossEntropy(part(first, 3), seen.pseudoLabel, trusted)
        const ramp = rampAt(step, steps, options.unsupervisedRamp)
        const scaled = (weight: number) => weight / options.lossDivisor
        return {
          losses: {
            supervised: tf.mul(supervised, scaled(1)),
            unsupervised: tf.mul(tf.addN(onStrong), scaled(options.strongWeight * ramp)),
            perturbed: tf.mul(perturbed, scaled(options.perturbedWeight * ramp)),
          },
          report: {
            thresholds,
            ...tellingOf(seen, trusted, { seen, truth, thresholds }),
          },
        }
      },
      thresholds: () => thresholds,
      ...keepsNothing,
    }
  },
}

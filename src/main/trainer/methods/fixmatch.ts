import { refused } from '../../../shared/reasons/Refused.ts'
import { joined } from '../data/joined.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { imagesOf } from '../ops/imagesOf.ts'
import { resizeAligned } from '../ops/resize.ts'
import { confidencesOf } from '../pseudoLabels/confidences.ts'
import { mixedStrong } from '../pseudoLabels/mixedStrong.ts'
import { pastedLabels } from '../pseudoLabels/pastedLabels.ts'
import { rampAt } from '../pseudoLabels/ramp.ts'
import { tellingOf, trustWeights } from '../pseudoLabels/trust.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { keepsNothing, type Method } from './Method.ts'

/**
 * FixMatch, as the public code of UniMatch has it (METHODS §1.2): what the student is sure of on the weak view of an
 * unlabelled frame, it learns on a strong view. It labels for itself: there is no teacher, and the student is kept.
 */
export const fixmatch: Method<'fixmatch'> = {
  name: 'fixmatch',
  views: ({ weakCrop, fixmatch: { cutMixProbability, mixSource } }) => ({
    weakCrop,
    unlabelled: {
      strong: [{ kind: 'colour', boxProbability: cutMixProbability }],
      mix: mixSource === 'sameImage',
    },
  }),
  start({ settings, stopwatch }) {
    const { fixmatch: options, classes } = settings
    const thresholds = Array.from({ length: classes }, () => options.confidence)

    return {
      // Images [B,S,S,3] as bytes, maps [B,S,S], logits [·,s,s,K] at stride 4.
      step(batch, student, step) {
        const { images, size, labelled, unlabelled } = batch
        if (!unlabelled) throw refused('methodNeedsUnlabelled')
        const { weak, ignore, truth } = unlabelled
        const full = (logits: Tensor4D) => resizeAligned(logits, size, size)
        // 1. by its running statistics, the student labels the frames that are to be pasted
        const pasted = stopwatch.time('teacher', () => pastedLabels(batch, student))
        // 2. one pass over [2B,S,S,3]: the labelled view, and the weak one, whose labels no gradient goes through
        const { logits } = student.forward(joined(labelled.pixels, weak), size, { mode: 'train' })
        const onLabelled = full(imagesOf(logits, 0, images))
        const seen = confidencesOf(imagesOf(logits, images, images), size, ignore)
        // 3. regions are pasted into the strong view, their labels into the pseudo-labels
        const mixed = mixedStrong(batch, 0, seen, pasted)
        // 4. a second pass, [B,S,S,3], with statistics of its own
        const onStrong = full(student.forward(mixed.pixels, size, { mode: 'train' }).logits)
        // 5. both cross-entropies; confident pixels count in the second, divided by all that are no padding
        const trusted = trustWeights(mixed, thresholds, 'counted')
        const supervised = weightedCrossEntropy(onLabelled, labelled.label, meanWeights(labelled))
        const unsupervised = weightedCrossEntropy(onStrong, mixed.pseudoLabel, trusted)
        const scaled = (weight: number) => weight / options.lossDivisor
        const ramp = rampAt(step, settings.steps, options.unsupervisedRamp)
        return {
          losses: {
            supervised: tf.mul(supervised, scaled(1)),
            unsupervised: tf.mul(unsupervised, scaled(options.unsupervisedWeight * ramp)),
          },
          report: {
            thresholds,
            ...tellingOf(mixed, trusted, { seen, truth, thresholds }),
          },
        }
      },
      thresholds: () => thresholds,
      ...keepsNothing,
    }
  },
}

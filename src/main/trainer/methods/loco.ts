import { refused } from '../../../shared/reasons/Refused.ts'
import type { Batch } from '../data/Batch.ts'
import { joined } from '../data/joined.ts'
import { Teacher } from '../learners/Teacher.ts'
import { contrastLoss } from '../losses/contrast/contrastLoss.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { imagesOf } from '../ops/imagesOf.ts'
import { resizeAligned } from '../ops/resize.ts'
import { type Confidences, confidencesOf } from '../pseudoLabels/confidences.ts'
import { cutMix, labelledSource } from '../pseudoLabels/cutMix.ts'
import { DynamicFilter } from '../pseudoLabels/DynamicFilter.ts'
import { rampAt } from '../pseudoLabels/ramp.ts'
import { tellingOf, trustWeights } from '../pseudoLabels/trust.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { Method, MethodContext } from './Method.ts'

/**
 * LoCo: a mean teacher labels the weak view of unlabelled frames; the student learns those labels on a strong
 * view mixed with labelled regions, where a class-wise filter trusts them; a contrast loss on embeddings keeps
 * classes apart that look alike (METHODS §2, steps numbered as in §2.1; paper eqs. 10–18). What paper and public
 * code do differently are settings (`shared/trainer/differences.ts`).
 */
export const loco: Method<'loco'> = {
  name: 'loco',
  views: ({ weakCrop, loco: { cutMixProbability } }) => ({
    weakCrop,
    unlabelled: { strong: [{ kind: 'colour', boxProbability: cutMixProbability }], mix: false },
  }),
  start({ settings, network, student: first, memory, stopwatch }: MethodContext<'loco'>) {
    const { loco: options, classes } = settings
    const { contrast } = options
    const teacher = new Teacher(network, first, options, memory)
    const filter = new DynamicFilter(classes, options.filter)
    const embeds = contrast.ice || contrast.bce
    const weakIsEmbedded = contrast.unlabelledView === 'weak'

    return {
      // Images [B,S,S,3] as bytes, maps [B,S,S], logits [·,s,s,K] and embeddings [·,s,s,64] at stride 4.
      step(batch, student, step) {
        const { images, size, unlabelled, labelled } = batch
        const [strong] = unlabelled?.strong ?? []
        if (!unlabelled || !strong) throw refused('methodNeedsUnlabelled')
        const { weak, ignore, truth } = unlabelled
        // 1. the teacher labels the weak view
        const seen = stopwatch.time('teacher', () =>
          confidencesOf(teacher.forward(weak, size, { mode: 'eval' }).logits, size, ignore),
        )
        // 2. regions are pasted into the strong view, their labels into the pseudo-labels
        const mixed =
          options.cutMixSource === 'labelled'
            ? cutMix(size, strong, seen, labelledSource(batch))
            : cutMix(size, strong, seen, { ...seen, pixels: strong.pixels }, (image) => (image + 1) % images)
        // 3. one pass over [3B,S,S,3]: the labelled view, and both of the unlabelled ones; the embedded one comes first
        const views = weakIsEmbedded ? [weak, mixed.pixels] : [mixed.pixels, weak]
        const { logits, heads } = student.forward(joined(labelled.pixels, ...views), size, {
          mode: 'train',
          heads: { projector: embeds ? 2 * images : 0 },
        })
        const full = (from: number) => resizeAligned(imagesOf(logits, from, images), size, size)
        const [onLabelled, onStrong] = [full(0), full(weakIsEmbedded ? 2 * images : images)]
        // 4. the filter learns from the labels before mixing
        if (options.filter.source === 'teacherWeak') filter.update(seen)
        else filter.update({ ...mixed, confidence: confidencesOf(onStrong, size, mixed.ignore).confidence })
        const thresholds = filter.thresholds()
        // 5. both cross-entropies; the logits of the weak view are not used
        const trusted = trustWeights(mixed, thresholds, options.denominator)
        const supervised = weightedCrossEntropy(onLabelled, labelled.label, meanWeights(labelled))
        const unsupervised = weightedCrossEntropy(onStrong, mixed.pseudoLabel, trusted)
        // 6. the contrast loss on the embeddings of labelled and unlabelled views
        const { loss: apart, ...similarity } = stopwatch.time('contrast', () =>
          contrastOf(heads['projector'], batch, weakIsEmbedded ? seen : mixed, thresholds),
        )
        // 7. their sum is what the step goes down
        const scaled = (weight: number) => weight / options.lossDivisor
        const ramp = rampAt(step, settings.steps, options.unsupervisedRamp)
        return {
          losses: {
            supervised: tf.mul(supervised, scaled(1)),
            unsupervised: tf.mul(unsupervised, scaled(options.unsupervisedWeight * ramp)),
            contrast: tf.mul(apart, scaled(options.contrastWeight)),
          },
          report: {
            thresholds,
            ...tellingOf(mixed, trusted, { seen, truth, thresholds }),
            ...similarity,
          },
        }
      },
      // 8. the teacher follows
      afterStep: (step, student) => teacher.follow(step, student),
      teacher: () => teacher.weights,
      thresholds: () => filter.thresholds(),
      state: () => new Map([...teacher.state(), ...filter.state()]),
      restore(state) {
        teacher.restore(state)
        filter.restore(state)
      },
      dispose: () => teacher.dispose(),
    }

    function contrastOf(
      z: Tensor4D | undefined,
      { size, images, labelled }: Batch,
      looked: Confidences,
      dynamic: readonly number[],
    ) {
      if (!z) return { loss: tf.scalar(0) }
      const thresholds = contrast.threshold === 'filter' ? dynamic : dynamic.map(() => options.filter.fixed)
      const targets = { height: size, width: size, classes, label: labelled.label, ...looked, thresholds }
      const [onLabelled, onUnlabelled] = [imagesOf(z, 0, images), imagesOf(z, images, images)]
      let similarity: { classSimilarity?: number } = {}
      const loss = contrastLoss(onLabelled, onUnlabelled, targets, contrast, (classSimilarity) => {
        similarity = { classSimilarity }
      })
      return { loss, ...similarity }
    }
  },
}

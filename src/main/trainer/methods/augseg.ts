import { streamFor } from '../../../shared/domain/random.ts'
import { refused } from '../../../shared/reasons/Refused.ts'
import { joined } from '../data/joined.ts'
import { Teacher } from '../learners/Teacher.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { imagesOf } from '../ops/imagesOf.ts'
import { resizeAligned } from '../ops/resize.ts'
import { confidencesOf } from '../pseudoLabels/confidences.ts'
import { labelledSource } from '../pseudoLabels/cutMix.ts'
import { imageConfidences } from '../pseudoLabels/imageConfidences.ts'
import { drawInjection, inject } from '../pseudoLabels/injection.ts'
import { rampAt } from '../pseudoLabels/ramp.ts'
import { tellingOf, trustWeights } from '../pseudoLabels/trust.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { Method, MethodContext } from './Method.ts'

/**
 * AugSeg: a mean teacher labels the weak view of unlabelled frames; the student learns those labels on a view of random
 * intensity, into which labelled regions are put the more often the less the teacher is sure of a frame (METHODS §1.4).
 */
export const augseg: Method<'augseg'> = {
  name: 'augseg',
  views: ({ weakCrop, augseg: { padding, scaleBase } }) => ({
    weakCrop,
    weak: 'filled',
    ...(scaleBase === null ? {} : { base: scaleBase }),
    padding: { labelled: 'ignored', unlabelled: padding },
    unlabelled: { strong: [{ kind: 'randomIntensity', boxProbability: 0 }], mix: false },
  }),
  start({ settings, network, student: first, memory, stopwatch }: MethodContext<'augseg'>) {
    const { augseg: options, classes, seed, steps } = settings
    const teacher = new Teacher(network, first, options, memory)
    const thresholds = Array.from({ length: classes }, () => options.threshold)
    let epoch = 0

    return {
      // Images [B,S,S,3] as bytes, maps [B,S,S], logits [·,s,s,K] at stride 4.
      step(batch, student, step) {
        const { images, size, unlabelled, labelled } = batch
        const [strong] = unlabelled?.strong ?? []
        if (!unlabelled || !strong) throw refused('methodNeedsUnlabelled')
        const { weak, ignore, truth } = unlabelled
        epoch = batch.epoch
        // 1. the teacher labels the weak view, and says how sure it is of each image, ρ [B]
        const [seen, sure] = stopwatch.time('teacher', () => {
          const { logits } = teacher.forward(weak, size, { mode: 'eval' })
          return [confidencesOf(logits, size, ignore), imageConfidences(logits, size, ignore)] as const
        })
        // 2. labelled regions go into the images that it is unsure of, and regions of those into each strong view
        const injection = drawInjection(sure, size, streamFor(seed, 'injection', step))
        const mixed = inject(size, strong, seen, labelledSource(batch), injection)
        // 3. one pass over [3B,S,S,3]; of the weak view only the batch statistics are used
        const views = options.extraWeak ? [weak, mixed.pixels] : [mixed.pixels]
        const { logits } = student.forward(joined(labelled.pixels, ...views), size, { mode: 'train' })
        const full = (from: number) => resizeAligned(imagesOf(logits, from, images), size, size)
        const [onLabelled, onStrong] = [full(0), full(views.length * images)]
        // 4. both cross-entropies, the second of what is sure enough, as a mean over all pixels
        const trusted = trustWeights(mixed, thresholds, options.denominator)
        const supervised = weightedCrossEntropy(onLabelled, labelled.label, meanWeights(labelled))
        const unsupervised = weightedCrossEntropy(onStrong, mixed.pseudoLabel, trusted)
        // 5. their sum is what the step goes down
        const weight = options.unsupervisedWeight * rampAt(step, steps, options.unsupervisedRamp)
        return {
          losses: { supervised, unsupervised: tf.mul(unsupervised, weight) },
          report: {
            thresholds,
            ...tellingOf(mixed, trusted, { seen, truth, thresholds }),
          },
        }
      },
      // 6. the teacher becomes the student, and from the second epoch on follows it
      afterStep(step, student) {
        if (epoch < options.sharedEpochs) teacher.become(student)
        else teacher.follow(step, student)
      },
      teacher: () => teacher.weights,
      thresholds: () => thresholds,
      state: () => teacher.state(),
      restore: (state) => teacher.restore(state),
      dispose: () => teacher.dispose(),
    }
  },
}

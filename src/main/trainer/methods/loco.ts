import { refused } from '../../../shared/reasons/Refused.ts'
import type { Batch } from '../data/Batch.ts'
import { Teacher } from '../learners/Teacher.ts'
import { contrastLoss } from '../losses/contrast/contrastLoss.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import type { Outputs } from '../nets/TrainingPass.ts'
import { resizeAligned } from '../ops/resize.ts'
import { type Confidences, confidencesOf, labelsOf } from '../pseudoLabels/confidences.ts'
import { cutMix } from '../pseudoLabels/cutMix.ts'
import { DynamicFilter } from '../pseudoLabels/DynamicFilter.ts'
import { accuracyOf, sharesOf, trustWeights } from '../pseudoLabels/trust.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import type { Method, MethodContext, MethodReport } from './Method.ts'

/**
 * LoCo: a mean teacher labels the weak view of unlabelled frames; the student learns those labels on a strong
 * view mixed with labelled regions, where a class-wise filter trusts them; a contrast loss on embeddings keeps
 * classes apart that look alike (METHODS §2, steps numbered as in §2.1; paper eqs. 10–18). What paper and public
 * code do differently are settings (`shared/trainer/differences.ts`).
 */
export const loco: Method = {
  name: 'loco',
  start({ settings, network, student, memory, stopwatch }: MethodContext) {
    const { loco: options, classes } = settings
    const { contrast } = options
    const teacher = new Teacher(network, student, options, memory)
    const filter = new DynamicFilter(classes, options.filter)
    let report: MethodReport = { thresholds: filter.thresholds() }

    return {
      look(batch, step) {
        const { unlabelled, size, images } = batch
        if (!unlabelled) throw refused('methodNeedsUnlabelled')
        const { weak, ignore, truth } = unlabelled
        // 1. the teacher labels the weak view
        const seen = stopwatch.time('teacher', () => labelsOf(network, teacher.values, weak, size, ignore))
        // 2. regions are pasted into the strong view, their labels into the pseudo-labels
        const mixed = cutMix(batch, unlabelled, seen, options.cutMixSource)
        // 4. the filter learns from the labels before mixing
        if (options.filter.source === 'teacherWeak') filter.update(seen)
        const weakIsEmbedded = contrast.unlabelledView === 'weak'
        const views = weakIsEmbedded ? [weak, mixed.pixels] : [mixed.pixels, weak]
        const strongFrom = weakIsEmbedded ? 2 * images : images
        return {
          pixels: joined(batch.labelled.pixels, ...views),
          embedded: contrast.ice || contrast.bce ? 2 * images : 0,
          losses({ logits, embeddings }) {
            const onLabelled = resizeAligned(firstAxis(logits, 0, images), size, size)
            const onStrong = resizeAligned(firstAxis(logits, strongFrom, images), size, size)
            if (options.filter.source === 'studentStrong') {
              const { confidence } = confidencesOf(() => tf.clone(onStrong), mixed.ignore)
              filter.update({ ...mixed, confidence })
            }
            const thresholds = filter.thresholds()
            const trusted = trustWeights(mixed, thresholds, options.denominator)
            report = {
              thresholds,
              pseudoLabelShare: sharesOf(mixed, trusted, classes),
              ...(truth ? { pseudoLabelAccuracy: accuracyOf(seen, thresholds, truth) } : {}),
            }
            // 5. both cross-entropies; the logits of the weak view are not used
            const { label } = batch.labelled
            const supervised = weightedCrossEntropy(onLabelled, label, meanWeights(label))
            const unsupervised = weightedCrossEntropy(onStrong, mixed.pseudoLabel, trusted)
            // 6. the contrast loss on the embeddings of labelled and unlabelled views
            const looked = weakIsEmbedded ? seen : mixed
            const apart = stopwatch.time('contrast', () => contrastOf(embeddings, batch, looked, thresholds))
            const scaled = (weight: number) => weight / options.lossDivisor
            return {
              supervised: tf.mul(supervised, scaled(1)),
              unsupervised: tf.mul(unsupervised, scaled(unsupervisedWeight(step))),
              contrast: tf.mul(apart, scaled(options.contrastWeight)),
            }
          },
        }
      },
      // 8. the teacher follows
      afterStep: (step, weights) => teacher.follow(step, weights),
      teacher: () => teacher.weights,
      report: () => report,
      state: () => new Map([...teacher.state(), ...filter.state()]),
      restore(state) {
        teacher.restore(state)
        filter.restore(state)
      },
      dispose: () => teacher.dispose(),
    }

    /** The usual ramp of mean teachers, e^(−5(1−t)²): their first labels are worth little. */
    function unsupervisedWeight(step: number): number {
      const { unsupervisedWeight: full, unsupervisedRamp } = options
      const done = unsupervisedRamp === 0 ? 1 : Math.min(1, (step + 1) / (unsupervisedRamp * settings.steps))
      return full * Math.exp(-5 * (1 - done) ** 2)
    }

    function contrastOf(
      z: Outputs['embeddings'],
      { size, images, labelled }: Batch,
      looked: Confidences,
      dynamic: readonly number[],
    ) {
      if (!z) return tf.scalar(0)
      const thresholds = contrast.threshold === 'filter' ? dynamic : dynamic.map(() => options.filter.fixed)
      const targets = { height: size, width: size, classes, label: labelled.label, ...looked, thresholds }
      const [onLabelled, onUnlabelled] = [firstAxis(z, 0, images), firstAxis(z, images, images)]
      return contrastLoss(onLabelled, onUnlabelled, targets, contrast, (classSimilarity) => {
        report = { ...report, classSimilarity }
      })
    }
  },
}

const firstAxis = (x: Tensor4D, from: number, count: number): Tensor4D =>
  tf.slice(x, [from, 0, 0, 0], [count, x.shape[1], x.shape[2], x.shape[3]])

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

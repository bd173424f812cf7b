import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { streamFor } from '../../../shared/domain/random.ts'
import { refused } from '../../../shared/reasons/Refused.ts'
import { joined } from '../data/joined.ts'
import { correlated } from '../losses/correlation.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { weightedDivergence } from '../losses/divergence.ts'
import { weighed } from '../losses/weighed.ts'
import { type Head, perturbed } from '../nets/NetParts.ts'
import { imagesOf } from '../ops/imagesOf.ts'
import { resizeAligned } from '../ops/resize.ts'
import { confidencesOf } from '../pseudoLabels/confidences.ts'
import { drawPlaces, regionsOf, withBoxesIgnored } from '../pseudoLabels/correlationRegions.ts'
import { GlobalThreshold } from '../pseudoLabels/GlobalThreshold.ts'
import { mixedStrong } from '../pseudoLabels/mixedStrong.ts'
import { pastedLabels } from '../pseudoLabels/pastedLabels.ts'
import { propagate } from '../pseudoLabels/propagate.ts'
import { rampAt } from '../pseudoLabels/ramp.ts'
import { tellingOf, trustWeights } from '../pseudoLabels/trust.ts'
import type { Tensor4D } from '../tensorflow/tensorflow.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { keepsNothing, type Method } from './Method.ts'

/** `[B,h,w,2K]`, f₁ before f₂, on the deep map: 3×3, norm, ReLU, channel dropout, 1×1 (METHODS §1.6). */
const correlation = (classes: number): Head => ({
  name: 'correlation',
  tap: 'deep',
  build(b, deep) {
    const mixed = b.convolution(deep, 'correlation.0', { outputs: 256, size: 3, bias: true })
    const kept = b.dropChannels(b.norm(mixed, 'correlation.1', 'relu', 1e-5), 0.1)
    return b.convolution(kept, 'correlation.4', { outputs: 2 * classes, size: 1, bias: true })
  },
})

/**
 * CorrMatch: the student labels weak views for itself; where places of the deep map are alike, what it is sure of is
 * spread over all of them; a branch that mixes logits among alike places learns the same labels (METHODS §1.6, whose
 * common net this is: the public code's stride of 8 is the backbone's, of which a model file is, and no method's).
 */
export const corrmatch: Method<'corrmatch'> = {
  name: 'corrmatch',
  views: ({ weakCrop, corrmatch: { cutMixProbability, mixSource } }) => ({
    weakCrop,
    unlabelled: {
      strong: [{ kind: 'colour', boxProbability: cutMixProbability }],
      mix: mixSource === 'sameImage',
    },
  }),
  parts: ({ classes }) => ({
    heads: [correlation(classes)],
    between: perturbed,
  }),
  start({ settings, stopwatch }) {
    const { corrmatch: options, classes, seed } = settings
    const threshold = new GlobalThreshold(options.threshold)
    const thresholds = () => Array.from({ length: classes }, () => threshold.value)

    return {
      // Images [B,S,S,3] as bytes, maps [B,S,S], logits [·,s,s,K] at stride 4, features [·,h,w,2K] of n = h·w places.
      step(batch, student, step) {
        const { images, size, labelled, unlabelled } = batch
        const [strong] = unlabelled?.strong ?? []
        if (!unlabelled || !strong) throw refused('methodNeedsUnlabelled')
        const { weak, ignore, truth } = unlabelled
        // 1. the student, with running statistics, labels what is to be pasted
        const pasted = stopwatch.time('teacher', () => pastedLabels(batch, student))
        // 2. one pass over [2B,S,S,3], whose maps the decoder sees twice: as they are, and with channels dropped
        const whole = student.forward(joined(labelled.pixels, weak), size, {
          mode: 'train',
          heads: { correlation: 2 * images },
          perturb: streamFor(seed, 'perturb', step),
          drop: streamFor(seed, 'drop', step),
        })
        const logitsOf = (from: number) => imagesOf(whole.logits, from, images)
        const full = (logits: Tensor4D) => resizeAligned(logits, size, size)
        // 3. what it says of the weak view is the label; regions are pasted into the strong view, and into the label
        const seen = confidencesOf(logitsOf(images), size, ignore)
        const mixed = mixedStrong(batch, 0, seen, pasted)
        // 4. a second pass, over the strong view [B,S,S,3]
        const strongly = student.forward(mixed.pixels, size, {
          mode: 'train',
          heads: { correlation: images },
          drop: streamFor(seed, 'drop-strong', step),
        })
        const onStrong = full(strongly.logits)
        // 5. the branch: what its likes say of each pixel, and how alike the n places of a map are, [2B,n,n]
        const branch = correlated(whole.heads['correlation']!, imagesOf(whole.logits, 0, 2 * images), size)
        const branchOnStrong = correlated(strongly.heads['correlation']!, strongly.logits, size).logits
        const branchOn = (from: number) => imagesOf(branch.logits, from, images)
        // 6. the threshold follows before it is used; what reaches it is trusted
        threshold.update(options.threshold.ignores === 'mixed' ? { ...seen, ignore: mixed.ignore } : seen)
        const trusted = trustWeights(mixed, thresholds(), 'counted')
        const trustedWeak = trustWeights(seen, thresholds(), 'counted')
        // 7. regions of alike places outside the boxes take on the class that rules in them, and are trusted whole
        const outside = withBoxesIgnored(mixed.ignore, strong.boxes, size)
        const likeness = tf.slice(branch.likeness, images).dataSync() as Float32Array
        const places = drawPlaces(branch.likeness.shape[1], options, streamFor(seed, 'places', step))
        const regions = regionsOf(likeness, places, outside, size)
        const spread = propagate({ ...mixed, weights: trusted }, regions, threshold.value)
        // 8. the terms, whose weighted sum is what the step goes down
        const counted = meanWeights(labelled)
        const diverging = options.divergesInBox
          ? trusted
          : trusted.map((w, i) => (outside[i] === IGNORE ? 0 : w))
        const onTruth = {
          supervised: weightedCrossEntropy(full(logitsOf(0)), labelled.label, counted),
          supervisedCorrelation: weightedCrossEntropy(branchOn(0), labelled.label, counted),
        }
        const onPseudoLabels = {
          unsupervised: weightedCrossEntropy(onStrong, spread.pseudoLabel, spread.weights),
          divergence: weightedDivergence(full(logitsOf(images)), onStrong, diverging),
          perturbed: weightedCrossEntropy(full(logitsOf(3 * images)), seen.pseudoLabel, trustedWeak),
          strongCorrelation: weightedCrossEntropy(branchOnStrong, spread.pseudoLabel, spread.weights),
          weakCorrelation: weightedCrossEntropy(branchOn(images), seen.pseudoLabel, trustedWeak),
        }
        const ramp = rampAt(step, settings.steps, options.unsupervisedRamp)
        return {
          losses: {
            ...weighed(onTruth, options.weights, 1 / options.lossDivisor),
            ...weighed(onPseudoLabels, options.weights, ramp / options.lossDivisor),
          },
          report: {
            thresholds: thresholds(),
            ...tellingOf({ ...mixed, ...spread }, spread.weights, { seen, truth, thresholds: thresholds() }),
          },
        }
      },
      thresholds,
      ...keepsNothing,
      state: () => threshold.state(),
      restore: (state) => threshold.restore(state),
    }
  },
}

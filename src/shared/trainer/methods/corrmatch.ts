import * as z from 'zod'
import { ownLabelSettings } from '../parts/ownLabels.ts'
import { methodKind } from './MethodKind.ts'

const corrmatchSettings = z.object({
  /** Of the terms of the sum, before `lossDivisor`. */
  weights: z.object({
    supervised: z.number(),
    /** What the correlation branch makes of labelled frames. */
    supervisedCorrelation: z.number(),
    /** Pseudo-labels on the strong view. */
    unsupervised: z.number(),
    /** How far the strong view is from what the weak one shows. */
    divergence: z.number(),
    /** Pseudo-labels on the weak view with channels dropped. */
    perturbed: z.number(),
    /** Pseudo-labels on what the branch makes of the strong view, and of the weak one. */
    strongCorrelation: z.number(),
    weakCorrelation: z.number(),
  }),
  ...ownLabelSettings.shape,
  threshold: z.object({
    start: z.number(),
    momentum: z.number(),
    /** Whose padding is left out of it: the weak view's, or, as the public code has it, that of the mixed strong view. */
    ignores: z.enum(['weak', 'mixed']),
  }),
  /** Regions that are drawn for each image. */
  regions: z.number().int().min(0),
  /** Whether a region may be that of the last place of the map; the public code never draws it. */
  drawsLastPlace: z.boolean(),
  /** Whether `divergence` counts in the box too, where the strong view shows what the weak one does not. */
  divergesInBox: z.boolean(),
})
export type CorrMatchSettings = z.infer<typeof corrmatchSettings>

const code: CorrMatchSettings = {
  weights: {
    supervised: 0.5,
    supervisedCorrelation: 0.5,
    unsupervised: 0.25,
    divergence: 0.25,
    perturbed: 0.25,
    strongCorrelation: 0.125,
    weakCorrelation: 0.125,
  },
  lossDivisor: 2,
  unsupervisedRamp: 0,
  mixSource: 'sameImage',
  cutMixProbability: 0.5,
  threshold: { start: 0.85, momentum: 0.999, ignores: 'mixed' },
  regions: 128,
  drawsLastPlace: false,
  divergesInBox: true,
}

/** As METHODS §1.6 has it; where that leaves open whose padding is meant, the view's whose confidences they are. */
const paper: CorrMatchSettings = { ...code, threshold: { ...code.threshold, ignores: 'weak' } }

/**
 * For some hundred steps: pseudo-labels that count little while the student knows little, labelled frames that count as
 * much as they do for LoCo, the branch's share included, and a threshold that stays near a half. One that follows the
 * student's confidence asks for more than nearly any lesion has, so that background alone is learned: Kvasir-SEG's
 * lesions had a Dice of 12 and 10 % so, 36 and 12 % otherwise (two draws of 300 steps; 900: mIoU 49.2 and 66.7).
 */
const cpu: CorrMatchSettings = {
  ...paper,
  lossDivisor: 1,
  unsupervisedRamp: 0.4,
  threshold: { ...paper.threshold, start: 0.5, momentum: 0.9995 },
}

export const corrmatch = methodKind({
  name: 'corrmatch',
  sentence:
    'learns from unlabelled frames too, what it is sure of, and spreads that over regions whose places look alike',
  usesUnlabelled: true,
  // Labelled and weak views in one pass, whose maps the decoder goes through twice; the strong one in another.
  imagesHeld: 4,
  own: corrmatchSettings,
  presets: { paper: { own: paper }, code: { own: code }, cpu: { own: cpu } },
})

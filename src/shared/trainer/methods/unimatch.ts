import * as z from 'zod'
import { ownLabelSettings } from '../parts/ownLabels.ts'
import { methodKind } from './MethodKind.ts'

const unimatchSettings = z.object({
  /** Confidence that a pseudo-label must reach. */
  confidence: z.number().min(0).max(1),
  /** Of each of the two strong views. */
  strongWeight: z.number(),
  /** Of the weak view with half of its features dropped. */
  perturbedWeight: z.number(),
  ...ownLabelSettings.shape,
})
type UnimatchSettings = z.infer<typeof unimatchSettings>

/** METHODS §1.3 knows no difference between the method as LoCo's paper compares it and the public code. */
const paper: UnimatchSettings = {
  confidence: 0.95,
  strongWeight: 0.25,
  perturbedWeight: 0.5,
  mixSource: 'sameImage',
  cutMixProbability: 0.5,
  unsupervisedRamp: 0,
  lossDivisor: 2,
}

/**
 * For some hundred steps, as LoCo's: labels that count little at first, labelled frames that count as much as they do for
 * LoCo, and every label taken: asked for a confidence of .8, it learned mostly background (Kvasir-SEG, two draws of 300
 * steps: mIoU 54.3 and 48.1 so, 61.5 and 55.5 at .5).
 */
const cpu: UnimatchSettings = { ...paper, confidence: 0.5, unsupervisedRamp: 0.4, lossDivisor: 1 }

export const unimatch = methodKind({
  name: 'unimatch',
  sentence:
    'learns from unlabelled frames too, what the net itself is sure of, on two altered views and with half of its features',
  usesUnlabelled: true,
  // Labelled and weak views in one pass, both strong ones in another. The decoder, at most a third of the net's maps,
  // goes through the first pass twice.
  imagesHeld: 5,
  own: unimatchSettings,
  presets: { paper: { own: paper }, code: { own: paper }, cpu: { own: cpu } },
})

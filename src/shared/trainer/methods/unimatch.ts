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
 * For some hundred steps, as LoCo's: a confidence that a net of so few steps has, labels that count little at first, and
 * labelled frames that count as much as they do for LoCo. At a confidence of .6, where LoCo begins, its labels swung
 * between hardly any lesion and far too much.
 */
const cpu: UnimatchSettings = { ...paper, confidence: 0.8, unsupervisedRamp: 0.4, lossDivisor: 1 }

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

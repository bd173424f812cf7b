import * as z from 'zod'
import { ownLabelSettings } from '../parts/ownLabels.ts'
import { methodKind } from './MethodKind.ts'

const fixmatchSettings = z.object({
  /** Confidence that a pseudo-label must reach. */
  confidence: z.number().min(0).max(1),
  unsupervisedWeight: z.number(),
  ...ownLabelSettings.shape,
})
type FixmatchSettings = z.infer<typeof fixmatchSettings>

/** METHODS §1.2 knows no difference between the method as LoCo's paper compares it and the public code. */
const paper: FixmatchSettings = {
  confidence: 0.95,
  unsupervisedWeight: 1,
  mixSource: 'sameImage',
  cutMixProbability: 0.5,
  unsupervisedRamp: 0,
  lossDivisor: 2,
}

/**
 * For some hundred steps, as LoCo's: a confidence that a net of so few steps has, labels that count little at first, and
 * labelled frames that count as much as they do for LoCo. At a confidence of .6, where LoCo begins, the student ran away
 * with its own background.
 */
const cpu: FixmatchSettings = { ...paper, confidence: 0.8, unsupervisedRamp: 0.4, lossDivisor: 1 }

export const fixmatch = methodKind({
  name: 'fixmatch',
  sentence: 'learns from unlabelled frames too, what the net itself is sure of, on an altered view',
  usesUnlabelled: true,
  // Labelled and weak views in one pass, the strong one in another; both wait for the way back.
  imagesHeld: 3,
  own: fixmatchSettings,
  presets: { paper: { own: paper }, code: { own: paper }, cpu: { own: cpu } },
})

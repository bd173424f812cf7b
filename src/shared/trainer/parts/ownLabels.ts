import * as z from 'zod'

/** How a student learns from the labels that it gives itself, without a teacher (METHODS §1.2). */
export const ownLabelSettings = z.object({
  /** What CutMix pastes: the same frames, drawn a second time, or the batch's own in reverse order. */
  mixSource: z.enum(['sameImage', 'flipBatch']),
  cutMixProbability: z.number().min(0).max(1),
  /** Share of the run over which the weight of such labels grows from nearly nothing. */
  unsupervisedRamp: z.number().min(0).max(1),
  /** What the sum of all terms is divided by. */
  lossDivisor: z.number().positive(),
})

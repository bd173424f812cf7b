import * as z from 'zod'

/** How pseudo-labels are mixed and counted (METHODS §2.1 steps 2 and 5, differences §2.6 rows 19 and 23). */
export const pseudoLabelSettings = z.object({
  /** What the unsupervised loss is divided by: the pixels that are not padding, or all. */
  denominator: z.enum(['counted', 'all']),
  cutMixProbability: z.number(),
  /** What is pasted into strong views: labelled frames with their labels, or other unlabelled ones with theirs. */
  cutMixSource: z.enum(['labelled', 'unlabelled']),
})
export type PseudoLabelSettings = z.infer<typeof pseudoLabelSettings>

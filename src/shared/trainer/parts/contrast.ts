import * as z from 'zod'

/** Which hard pixels the contrast loss takes and how it compares them (METHODS §2.2–2.4, differences §2.6). */
export const contrastSettings = z.object({
  ice: z.boolean(),
  bce: z.boolean(),
  /** Whether eq. 11 has its logarithm, which the paper's print lacks. */
  log: z.boolean(),
  similarity: z.enum(['cosine', 'dot']),
  /** Whether the loss also moves the class means that it compares with. */
  meanGradient: z.boolean(),
  /** The classes that the loss is averaged over. */
  meanOver: z.enum(['present', 'all']),
  temperature: z.number().positive(),
  iceRate: z.number().min(0).max(1),
  /** ICE takes as many pixels of every class, or the same share of each class's own. */
  iceBudget: z.enum(['equal', 'perClass']),
  bceRate: z.number().min(0).max(1),
  bceSelect: z.enum(['highest', 'lowest']),
  bceIncludeBackground: z.boolean(),
  bceOutside: z.enum(['none', 'background']),
  /** Whether padding of an unlabelled crop is kept out of its boundaries; the public code forgets to. */
  bceSkipsPadding: z.boolean(),
  /** A pixel chosen twice counts once (a set) or twice (a list). */
  dedupe: z.boolean(),
  /** The view of the unlabelled frames that is embedded. */
  unlabelledView: z.enum(['weak', 'strong']),
  /** What a pseudo-label must reach here: the filter's thresholds, or its fixed one. */
  threshold: z.enum(['filter', 'fixed']),
  /** Whether it must exceed them, or may equal them. */
  strictlyAbove: z.boolean(),
})
export type ContrastSettings = z.infer<typeof contrastSettings>

import * as z from 'zod'

/** Starting points by name: two readings of LoCo's paper, and short rounds on two cores. */
export const preset = z.enum(['cpu', 'paper', 'code'])
export type Preset = z.infer<typeof preset>

/** What a round of training depends on whatever its method, besides the frames. */
export const roundSettings = z.object({
  preset,
  backbone: z.string(),
  classes: z.number().int().min(2).max(8),
  /** 0 for a model that came from elsewhere. */
  steps: z.number().int().min(0),
  /** Side of the square crop that is learned from, px. */
  size: z.number().int().min(32).max(1024),
  /** Images of each kind (labelled, unlabelled) a step. */
  batch: z.number().int().min(1).max(64),
  seed: z.number().int(),
  /** Longest side of a frame before augmentation and before prediction, px; null keeps the frame's own. */
  frameSide: z.number().int().nullable(),
  /** Scaled and flipped, and cropped at random or in the middle (METHODS §0, §2.6 row 24). */
  weakCrop: z.enum(['random', 'centre']),
  /**
   * Labelled frames with a class that fewer than this share of them hold, a rare one, are drawn as often as if that share
   * did; 0 draws all alike.
   */
  rareShare: z.number().min(0).max(1),
  /** Share of the crops of frames with such a class that are laid around one of its lesions. */
  rareCrops: z.number().min(0).max(1),
  /**
   * How often a pixel counts that somebody has corrected on a model's mask; once where it is left out, as every preset
   * does.
   */
  correctedTimes: z.number().int().min(1).max(20).optional(),
  learningRate: z.number().positive(),
  headRate: z.number().positive(),
  momentum: z.number(),
  weightDecay: z.number(),
  schedulePower: z.number(),
  checkpointEvery: z.number().int().min(1),
  /** Which net becomes the model; a method without a teacher keeps the student. */
  keeps: z.enum(['student', 'teacher']),
  /** That net after the last step, or where it scored best on validation patients. */
  selects: z.enum(['last', 'best']),
})
export type RoundSettings = z.infer<typeof roundSettings>

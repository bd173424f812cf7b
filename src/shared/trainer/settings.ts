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

/** Class-wise dynamic filter of pseudo-labels (METHODS §2.5, differences §2.6 rows 11–14). */
export const filterSettings = z.object({
  /** Off: the fixed threshold for every class. */
  dynamic: z.boolean(),
  /** Whose confidence is followed: the teacher's on the weak view, the student's on the strong one. */
  source: z.enum(['teacherWeak', 'studentStrong']),
  fixed: z.number(),
  momentum: z.number(),
  gamma: z.number(),
  globalStart: z.number(),
  /** `uniform`: 1/K. */
  localStart: z.enum(['uniform', 'global']),
  globalMean: z.enum(['classes', 'pixels']),
  /** Highest global mean that is learned from; only with `globalMean: 'pixels'`. */
  globalCeiling: z.number(),
  absentClass: z.enum(['keep', 'start']),
})
export type FilterSettings = z.infer<typeof filterSettings>

/** LoCo's own settings. */
export const locoSettings = z.object({
  unsupervisedWeight: z.number(),
  /** Share of the run over which that weight grows from nearly nothing, for teachers that start from scratch. */
  unsupervisedRamp: z.number().min(0).max(1),
  contrastWeight: z.number(),
  lossDivisor: z.number(),
  /** What the unsupervised loss is divided by: the pixels that are not padding, or all. */
  denominator: z.enum(['counted', 'all']),
  cutMixProbability: z.number(),
  /** What is pasted into strong views: labelled frames with their labels, or other unlabelled ones with theirs. */
  cutMixSource: z.enum(['labelled', 'unlabelled']),
  teacherMomentum: z.number(),
  /** Whether the teacher follows faster at first: min(1 − 1/(i+1), momentum). */
  teacherRamp: z.boolean(),
  /** Whether its running statistics are averaged like its parameters, or the student's. */
  teacherStatistics: z.enum(['average', 'student']),
  contrast: contrastSettings,
  filter: filterSettings,
})
export type LocoSettings = z.infer<typeof locoSettings>

/** Everything that a round of training depends on besides the frames. Stored with each checkpoint and model. */
export const trainingSettings = z.object({
  method: z.string(),
  preset: z.enum(['cpu', 'paper', 'code']),
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
  loco: locoSettings,
})
export type TrainingSettings = z.infer<typeof trainingSettings>
export type Preset = TrainingSettings['preset']

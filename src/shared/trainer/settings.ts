import * as z from 'zod'

/** Which hard pixels the contrast loss takes and how it compares them (METHODS §2.2–2.4, differences §2.6). */
export const contrastSettings = z.object({
  ice: z.boolean(),
  bce: z.boolean(),
  temperature: z.number().positive(),
  iceRate: z.number().min(0).max(1),
  bceRate: z.number().min(0).max(1),
  bceSelect: z.enum(['highest', 'lowest']),
  bceIncludeBackground: z.boolean(),
  bceOutside: z.enum(['none', 'background']),
  /** Whether padding of an unlabelled crop is kept out of its boundaries; the public code forgets to. */
  bceSkipsPadding: z.boolean(),
  /** A pixel chosen twice counts once (a set) or twice (a list). */
  dedupe: z.boolean(),
})
export type ContrastSettings = z.infer<typeof contrastSettings>

/** Class-wise dynamic filter of pseudo-labels (METHODS §2.5, differences §2.6 rows 11–14). */
export const filterSettings = z.object({
  /** Off: the fixed threshold for every class. */
  dynamic: z.boolean(),
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
  contrastWeight: z.number(),
  lossDivisor: z.number(),
  cutMixProbability: z.number(),
  teacherMomentum: z.number(),
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
  steps: z.number().int().min(1),
  /** Side of the square crop that is learned from, px. */
  size: z.number().int().min(32).max(1024),
  /** Images of each kind (labelled, unlabelled) a step. */
  batch: z.number().int().min(1).max(64),
  seed: z.number().int(),
  /** Longest side of a frame before augmentation and before prediction, px; null keeps the frame's own. */
  frameSide: z.number().int().nullable(),
  learningRate: z.number().positive(),
  headRate: z.number().positive(),
  momentum: z.number(),
  weightDecay: z.number(),
  schedulePower: z.number(),
  checkpointEvery: z.number().int().min(1),
  /** Which net becomes the model; a method without a teacher keeps the student. */
  keeps: z.enum(['student', 'teacher']),
  loco: locoSettings,
})
export type TrainingSettings = z.infer<typeof trainingSettings>
export type Preset = TrainingSettings['preset']

const paperLoco: LocoSettings = {
  unsupervisedWeight: 0.5,
  contrastWeight: 0.1,
  lossDivisor: 1,
  cutMixProbability: 0.5,
  teacherMomentum: 0.999,
  contrast: {
    ice: true,
    bce: true,
    temperature: 0.1,
    iceRate: 0.3,
    bceRate: 0.3,
    bceSelect: 'highest',
    bceIncludeBackground: true,
    bceOutside: 'none',
    bceSkipsPadding: true,
    dedupe: true,
  },
  filter: {
    dynamic: true,
    fixed: 0.95,
    momentum: 0.999,
    gamma: 0.25,
    globalStart: 0.85,
    localStart: 'uniform',
    globalMean: 'classes',
    globalCeiling: 1,
    absentClass: 'keep',
  },
}

const paper: TrainingSettings = {
  method: 'loco',
  preset: 'paper',
  backbone: 'efficientnet-lite0',
  classes: 3,
  steps: 300,
  size: 320,
  batch: 8,
  seed: 0,
  frameSide: null,
  learningRate: 0.001,
  headRate: 10,
  momentum: 0.9,
  weightDecay: 1e-4,
  schedulePower: 0.9,
  checkpointEvery: 50,
  keeps: 'teacher',
  loco: paperLoco,
}

const code: TrainingSettings = {
  ...paper,
  preset: 'code',
  keeps: 'student',
  loco: {
    ...paperLoco,
    lossDivisor: 1.6,
    contrast: {
      ...paperLoco.contrast,
      bceSelect: 'lowest',
      bceIncludeBackground: false,
      bceOutside: 'background',
      bceSkipsPadding: false,
      dedupe: false,
    },
    filter: {
      ...paperLoco.filter,
      globalStart: 0.9,
      localStart: 'global',
      globalMean: 'pixels',
      globalCeiling: 0.95,
      absentClass: 'start',
    },
  },
}

/**
 * Starting points, by name. `paper` and `code` are the two readings of LoCo (METHODS §2.6); `cpu` is for
 * rounds of some hundred steps on two cores: small crops of frames brought to twice the crop, averages that follow
 * twenty times faster, a filter that asks for less confidence than a net of so few steps can have, and more weight
 * on pseudo-labels than on contrast, which needs thousands of steps to pay.
 */
export const presets: Readonly<Record<Preset, TrainingSettings>> = {
  paper,
  code,
  cpu: {
    ...paper,
    preset: 'cpu',
    size: 128,
    batch: 4,
    frameSide: 256,
    loco: {
      ...paperLoco,
      unsupervisedWeight: 2,
      contrastWeight: 0.02,
      teacherMomentum: 0.98,
      filter: { ...paperLoco.filter, momentum: 0.98, globalStart: 0.6, gamma: 1 },
    },
  },
}

/** A preset with some of it changed; a smaller crop on the `cpu` preset takes smaller frames with it. */
export function settingsFrom(preset: Preset, changes: Partial<TrainingSettings>): TrainingSettings {
  const base = presets[preset]
  const size = changes.size ?? base.size
  return { ...base, frameSide: base.frameSide === null ? null : size * 2, ...changes }
}

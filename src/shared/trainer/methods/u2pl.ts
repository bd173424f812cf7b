import * as z from 'zod'
import { methodKind } from './MethodKind.ts'

/** METHODS §1.5. */
const u2plSettings = z.object({
  unsupervisedWeight: z.number(),
  contrastWeight: z.number(),
  /** Share of the run over which both weights grow from nearly nothing. */
  ramp: z.number().min(0).max(1),
  /** Most that its teacher keeps of itself in a step: min(1 − 1/(i − i₁ + 1), this), from step i₁ of epoch 1 on. */
  teacherMomentum: z.number(),
  /** Epochs that the run is divided into; null: one for each pass over the frames. */
  epochs: z.number().int().min(2).nullable(),
  /** How often a step's unlabelled images are mixed, all at once. */
  cutMixProbability: z.number(),
  /** Of the pixels, those of highest entropy that are not learned from in epoch 0, %; falls to none. */
  droppedPercent: z.number(),
  /** Of the pixels, those that count as of low and as of high entropy in epoch 0, %; falls to none. */
  entropyPercent: z.number(),
  /** Pixels that are surely not of a class by the paper's rule, or by the public code's. */
  negatives: z.enum(['paper', 'code']),
  /**
   * Likeliest classes that an unlabelled pixel may still be of. null: 1 of up to three classes, of which none ranks
   * fourth, else 3.
   */
  rankLow: z.number().int().min(0).nullable(),
  rankHigh: z.number().int(),
  anchorProbability: z.number(),
  anchors: z.number().int(),
  /** For each anchor. */
  negativesEach: z.number().int(),
  temperature: z.number().positive(),
  /** Embeddings that are kept of each class. */
  bank: z.object({ background: z.number().int().min(1), other: z.number().int().min(1) }),
  /** The public code's slip: padding is labelled background, and that of unlabelled crops counts. */
  paddingIsBackground: z.boolean(),
  /** The public code's slip: where a class is absent, anchors and positives of the following ones are another's. */
  listsByPosition: z.boolean(),
})
export type U2plSettings = z.infer<typeof u2plSettings>

const paper: U2plSettings = {
  unsupervisedWeight: 1,
  contrastWeight: 1,
  ramp: 0,
  teacherMomentum: 0.99,
  epochs: null,
  cutMixProbability: 0.5,
  droppedPercent: 20,
  entropyPercent: 20,
  negatives: 'paper',
  rankLow: null,
  rankHigh: 20,
  anchorProbability: 0.3,
  anchors: 256,
  negativesEach: 50,
  temperature: 0.5,
  bank: { background: 50_000, other: 30_000 },
  paddingIsBackground: false,
  listsByPosition: false,
}

/** As it is published: with up to three classes no negative ever exists, and the contrast is 0. */
const code: U2plSettings = {
  ...paper,
  negatives: 'code',
  rankLow: 3,
  paddingIsBackground: true,
  listsByPosition: true,
}

/**
 * For some hundred steps, as LoCo's: a faster teacher, and weights that grow while it knows little. A pass over the
 * frames can be longer than such a run, which would then never come to its second epoch: ten equal parts stand for
 * epochs, so that the first tenth is supervised and the teacher averages from the third on. The bank holds some ten
 * steps, as far back as such a teacher remembers; a checkpoint has 4 MB more for each class, and 6 for background.
 */
const cpu: U2plSettings = {
  ...paper,
  ramp: 0.4,
  teacherMomentum: 0.98,
  epochs: 10,
  bank: { background: 6_000, other: 4_000 },
}

export const u2pl = methodKind({
  name: 'u2pl',
  sentence:
    'learns from unlabelled frames what a teacher is sure of, and from what it is unsure of which classes they are not',
  usesUnlabelled: true,
  // Labelled and mixed views go through the student in one pass; the teacher's is over before.
  imagesHeld: 2,
  own: u2plSettings,
  presets: {
    paper: { own: paper, round: { keeps: 'teacher' } },
    code: { own: code, round: { keeps: 'teacher' } },
    cpu: { own: cpu },
  },
})

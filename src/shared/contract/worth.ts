import * as z from 'zod'
import { modelName } from './training.ts'

const interval = z.tuple([z.number(), z.number()]).nullable()

/** A round as a point of the curve. Dice is over all pixels of the judged frames, 0 to 1, with its 95 % interval by patient. */
const budgetPoint = z.object({
  run: z.string(),
  ...modelName.shape,
  /** Labelled frames that it learned from. */
  labelled: z.number(),
  /** Mean over the lesion classes that the labels hold. */
  dice: z.number(),
  interval,
  /** The same by lesion class; frames: those with a label that held it, null where the round did not note its frames. */
  perClass: z.array(
    z.object({ class: z.number(), frames: z.number().nullable(), dice: z.number().nullable(), interval }),
  ),
})
export type BudgetPoint = z.infer<typeof budgetPoint>

/** Why a round is no point of the curve. */
export const leftOutFor = ['unjudged', 'unsound', 'otherSettings', 'otherLabels'] as const

/** Why nothing is said of the next masks: too few rounds, too few patients to judge, or an interval that says nothing. */
export const untoldFor = ['noRounds', 'fewRounds', 'fewPatients', 'wide'] as const

/** What labels have been worth in this study, and what the next ones are expected to be. */
export const labelBudget = z.object({
  /** Labelled frames to learn from now. */
  labelled: z.number(),
  /** Rounds that can be compared, by their labels: of the newest one's settings, judged by the same labels of as many frames. */
  points: z.array(budgetPoint),
  frames: z.number(),
  patients: z.number(),
  leftOut: z.array(z.object({ run: z.string(), why: z.enum(leftOutFor) })),
  /** A power law through the points, with its 95 % interval over patients and rounds; empty where there are too few. */
  curve: z.array(
    z.object({ labelled: z.number(), dice: z.number(), interval: z.tuple([z.number(), z.number()]) }),
  ),
  /** What so many further masks are expected to add, in Dice. */
  next: z
    .object({ masks: z.number(), gain: z.number(), interval: z.tuple([z.number(), z.number()]) })
    .nullable(),
  untold: z.enum(untoldFor).nullable(),
  /** Rounds with another number of labels that are needed at least to tell more. */
  moreRounds: z.number(),
})
export type LabelBudget = z.infer<typeof labelBudget>

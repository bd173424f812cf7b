import * as z from 'zod'
import { editLog } from './edits.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'
import { lesionFigure, modelName, verdict } from './training.ts'
import { labelBudget } from './worth.ts'

export const modelSummary = z.object({
  id: z.string(),
  ...modelName.shape,
  inUse: z.boolean(),
  method: z.string(),
  backbone: z.string(),
  steps: z.number(),
  labelled: z.number(),
  unlabelled: z.number(),
  createdAt: z.string(),
  /** On the validation patients of its time; null where nothing could judge it. */
  figure: lesionFigure.nullable(),
  /** The same by class; null for a class that occurs nowhere. */
  iou: z.array(z.number().nullable()).nullable(),
  dice: z.number().nullable(),
  verdict: verdict.nullable(),
  splitHash: z.string(),
})
export type ModelName = z.infer<typeof modelName>
export type ModelSummary = z.infer<typeof modelSummary>

/** A labelled frame as the model before and the model now see it; the worst change comes first. */
export const comparedFrame = z.object({
  id: z.number(),
  name: z.string(),
  patient: z.string(),
  /** Share of the pixels that label or model call a lesion on which they agree, 0 to 1; null without an overlay. */
  before: z.number().nullable(),
  now: z.number(),
  /** Layers to draw. */
  label: z.number(),
  overlayBefore: z.number().nullable(),
  overlayNow: z.number(),
})
export type ComparedFrame = z.infer<typeof comparedFrame>

export const comparison = z.object({
  /** Held-out frames prove something; frames that it has learned from stand in where none may be shown. */
  split: z.enum(['validation', 'train']),
  /** The two models. */
  before: modelName.nullable(),
  now: modelName,
  frames: z.array(comparedFrame),
  /** Validation frames with a label whose overlays stay hidden until this reader has finished a mask there. */
  hidden: z.number(),
})
export type Comparison = z.infer<typeof comparison>

/** A frame with overlays of two models, and how much these agree. */
export const pairedFrame = z.object({
  id: z.number(),
  name: z.string(),
  patient: z.string(),
  /** Layers to draw; null for a frame without a label. */
  label: z.number().nullable(),
  left: z.number(),
  right: z.number(),
  /** Share of the pixels that either model calls a lesion on which both agree, 0 to 1; null where a mask is damaged on the disk. */
  agreement: z.number().nullable(),
})
export type PairedFrame = z.infer<typeof pairedFrame>

/** All that is told of a model: what it was made of and how, what it came to, and what it came from. */
export const modelCard = z.object({
  model: modelSummary,
  /** Of its weights. */
  sha256: z.string(),
  parameters: z.number(),
  /** What learning took, and the most memory, GB; null for weights from elsewhere, and of earlier versions. */
  seconds: z.number(),
  memory: z.number().nullable(),
  /** Patients on each side of the split that it was made under. */
  patients: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  /** Every setting of its round by its path, as `loco.temperature`. */
  settings: z.array(z.tuple([z.string(), z.string()])),
  /** The models that it comes from: the one that its round went on from, that one's, and so on. */
  lineage: z.array(modelName),
  /** What somebody has written about it. */
  note: z.string(),
})
export type ModelCard = z.infer<typeof modelCard>

/** The longest note, in characters. */
export const LONGEST_NOTE = 4000

export const models = {
  /** Newest first. */
  list: operation().output(z.array(modelSummary)),
  /** Makes a model the one in use: rounds start from it and are compared with it. Going back is the same act. */
  use: operation('MODEL_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ id: name }))
    .output(modelSummary),
  /** Says that a round's model is not wanted: the one in use stays. It can be taken into use later all the same. */
  decline: operation('MODEL_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ id: name }))
    .output(z.object({})),
  /** What a model sees on labelled frames, beside the model that it was compared with. */
  sees: operation('MODEL_NOT_FOUND', 'WRONG_USAGE', 'FILE_DAMAGED')
    .input(z.object({ id: name }))
    .output(comparison),
  /** All that is told of a model. */
  card: operation('MODEL_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ id: name }))
    .output(modelCard),
  /** Writes a note about a model, in place of the one before; an empty one takes it away. */
  note: operation('MODEL_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ id: name, text: z.string().max(LONGEST_NOTE) }))
    .output(modelCard),
  /** What people made of the models' masks on the frames that they labelled, and what a mask takes with and without them. */
  edits: operation().output(editLog),
  /** What labels have been worth so far by the rounds of the study, and what the next ones are expected to be. */
  worth: operation().output(labelBudget),
  /**
   * Frames that both models have an overlay on and whose overlays this reader may see, in the library's order, a page of
   * them; with a `search` those whose name or patient holds it. `total`: all that there are.
   */
  compare: operation('MODEL_NOT_FOUND', 'WRONG_USAGE')
    .input(
      z.object({
        left: name,
        right: name,
        search: z.string().max(200).default(''),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(60),
      }),
    )
    .output(z.object({ total: z.number(), frames: z.array(pairedFrame) })),
}

import * as z from 'zod'
import { operation } from './operation.ts'
import { verdict } from './training.ts'

export const modelSummary = z.object({
  id: z.string(),
  /** "Round 3". */
  name: z.string(),
  inUse: z.boolean(),
  method: z.string(),
  backbone: z.string(),
  steps: z.number(),
  labelled: z.number(),
  unlabelled: z.number(),
  createdAt: z.string(),
  /** On the validation patients; null where there are none. */
  iou: z.array(z.number().nullable()).nullable(),
  miou: z.number().nullable(),
  dice: z.number().nullable(),
  verdict: verdict.nullable(),
  splitHash: z.string(),
})
export type ModelSummary = z.infer<typeof modelSummary>

export const models = {
  /** Newest first. */
  list: operation().output(z.array(modelSummary)),
  /** Makes a model the one in use: rounds start from it and are compared with it. Going back is the same act. */
  use: operation('MODEL_NOT_FOUND')
    .input(z.object({ id: z.string() }))
    .output(modelSummary),
}

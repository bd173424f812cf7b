import * as z from 'zod'
import { MOST_CLASSES } from '../domain/labelClass.ts'
import { modality } from './frames.ts'
import { operation } from './operation.ts'

/** 0–1 */
const share = z.number()

/**
 * Why a frame is worth a label:
 * - `begun`: somebody has begun to paint on it.
 * - `torn`: a share of the lesion lies between two classes for the model.
 * - `netsDiffer`: student and teacher call a share of the lesion differently.
 * - `unsure`: the model is not sure of what it sees.
 * - `edge`: where the lesion ends is hard to tell.
 * - `rare`: the model sees a class that few labels hold.
 * - `unlike`: it looks like nothing labelled so far.
 * - `newPatient`, `fewOfPatient`: no frame of the patient is labelled yet, or so many are.
 * - `fewOfLight`: few frames in its light are labelled.
 * - `lesion`: the model sees that class.
 * - `likeClass`: it looks like labelled frames of that class.
 */
export const why = z.discriminatedUnion('name', [
  z.object({ name: z.literal('torn'), share, between: z.tuple([z.number(), z.number()]) }),
  z.object({ name: z.literal('netsDiffer'), share }),
  z.object({ name: z.literal('rare'), class: z.number() }),
  z.object({ name: z.literal('lesion'), class: z.number() }),
  z.object({ name: z.literal('likeClass'), class: z.number() }),
  z.object({ name: z.literal('fewOfPatient'), labelled: z.number() }),
  z.object({ name: z.literal('fewOfLight'), modality }),
  z.object({ name: z.enum(['begun', 'unsure', 'edge', 'unlike', 'newPatient']) }),
])
export type Why = z.infer<typeof why>
export type WhyName = Why['name']

export const queued = z.object({
  frame: z.number(),
  name: z.string(),
  patient: z.string(),
  examination: z.string(),
  modality,
  why,
  /** Work that its mask is expected to take, min, as masks have taken so far; null where too few were painted to tell. */
  minutes: z.number().nullable(),
})
export type Queued = z.infer<typeof queued>

export const queue = {
  /**
   * The frames that are worth most to be labelled now, the first before all others, each with one reason. Never of
   * validation or test patients, none that is hidden, skipped or labelled, and no two that look alike. Without a model they
   * are a spread over looks, patients and lights. With a `lesion`, those first that show more of that class: where the
   * model sees it, then what looks like its labels. `waiting`: all frames that could stand in it.
   */
  next: operation('WRONG_USAGE')
    .input(
      z.object({
        count: z.number().int().min(1).max(50),
        lesion: z
          .number()
          .int()
          .min(1)
          .max(MOST_CLASSES - 1)
          .optional(),
      }),
    )
    .output(z.object({ waiting: z.number(), frames: z.array(queued) })),
}

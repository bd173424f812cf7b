import { oc } from '@orpc/contract'
import * as z from 'zod'

export const modality = z.enum(['NBI', 'WLI', 'other'])
export type Modality = z.infer<typeof modality>
export const split = z.enum(['train', 'validation', 'test'])
export type Split = z.infer<typeof split>

export const frameFilter = z.object({
  labelled: z.boolean().optional(),
  modality: modality.optional(),
  patient: z.string().optional(),
  split: split.optional(),
  /** Part of a frame's or patient's name. */
  search: z.string().optional(),
})
export type FrameFilter = z.infer<typeof frameFilter>

export const frameSummary = z.object({
  id: z.number(),
  name: z.string(),
  patient: z.string(),
  examination: z.string(),
  modality,
  split,
  width: z.number(),
  height: z.number(),
  labelled: z.boolean(),
  /** Pixels of each class in the reader's mask; empty where there is none. */
  painted: z.array(z.number()),
  /** Classes the newest model sees. */
  predicted: z.array(z.number()),
})
export type FrameSummary = z.infer<typeof frameSummary>

/** A file of an image. `Blob` exists in every process, but not in the floor's types, which know no runtime. */
export interface ImageFile {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}
const imageFile = z.custom<ImageFile>(
  (value) => typeof (value as ImageFile | undefined)?.arrayBuffer === 'function',
)

export const frames = {
  /** One stretch of the frames that pass the filter, ordered by patient, examination and place in it. */
  page: oc
    .input(
      z.object({
        filter: frameFilter,
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.number(), frames: z.array(frameSummary) })),
  /** One frame and its neighbours under the filter. Fails FRAME_NOT_FOUND. */
  get: oc.input(z.object({ id: z.number(), filter: frameFilter })).output(
    z.object({
      frame: frameSummary,
      position: z.number(),
      total: z.number(),
      previous: z.number().nullable(),
      next: z.number().nullable(),
    }),
  ),
  patients: oc.output(z.array(z.object({ patient: z.string(), frames: z.number(), labelled: z.number() }))),
  /** The frame's image: the original's bytes, or a thumbnail of 320 px. Fails FRAME_NOT_FOUND, FILE_DAMAGED. */
  image: oc.input(z.object({ id: z.number(), size: z.enum(['full', 'thumbnail']) })).output(imageFile),
}

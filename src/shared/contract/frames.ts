import * as z from 'zod'
import { frameStates } from '../domain/frameState.ts'
import { MOST_CLASSES } from '../domain/labelClass.ts'
import { stages } from '../domain/stage.ts'
import { worklists } from '../domain/worklists.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'

export const modality = z.enum(['NBI', 'WLI', 'other'])
export type Modality = z.infer<typeof modality>
export const split = z.enum(['train', 'validation', 'test'])
export type Split = z.infer<typeof split>

export const frameState = z.enum(frameStates)

export const frameStage = z.enum(stages)

const classSet = z.array(
  z
    .number()
    .int()
    .min(1)
    .max(MOST_CLASSES - 1),
)
const isoDay = z.iso.date()

/** Where so much or more is seen differently, reader and model disagree: what the overview counts, and leads to. */
export const DISAGREEING = 0.5

/** Every part narrows further. Frames that are hidden pass only where `hidden` is set, and then only they. */
export const frameFilter = z.object({
  /** Whether it has a label, a reader's or the reference of a held-out patient. */
  labelled: z.boolean().optional(),
  /** Frames in any of these states. */
  states: z.array(frameState).min(1).max(frameStates.length).optional(),
  predicted: z.boolean().optional(),
  modality: modality.optional(),
  patient: name.optional(),
  examination: name.optional(),
  split: split.optional(),
  /** Classes that the reader's mask holds, all of them. */
  painted: classSet.optional(),
  /** Classes that the model in use sees, all of them. */
  seen: classSet.optional(),
  /** Readers or models with a layer on the frame. */
  reader: name.optional(),
  model: name.optional(),
  /** At least so much of what reader or model calls a lesion is seen differently, 0 to 1. */
  disagreement: z.number().min(0).max(1).optional(),
  from: isoDay.optional(),
  to: isoDay.optional(),
  device: z.number().int().optional(),
  tag: name.optional(),
  lesion: name.optional(),
  hidden: z.boolean().optional(),
  /** Frames at any of these stages. */
  stages: z.array(frameStage).min(1).max(stages.length).optional(),
  /** Somebody who is to read the examination. */
  assigned: name.optional(),
  /** A list of work of whoever asks. */
  work: z.enum(worklists).optional(),
  /** Frames with remarks that nobody has settled. */
  remarks: z.literal(true).optional(),
  /** Part of a frame's or patient's name, or words of a note. */
  search: z.string().max(200).optional(),
})
export type FrameFilter = z.infer<typeof frameFilter>

/** Without one: by patient, examination and place in it. */
export const frameSort = z.object({
  by: z.enum(['name', 'added', 'captured', 'disagreement']),
  descending: z.boolean(),
})
export type FrameSort = z.infer<typeof frameSort>

export const frameSummary = z.object({
  id: z.number(),
  name: z.string(),
  patient: z.string(),
  examination: z.string(),
  modality,
  split,
  modalityConfidence: z.number(),
  capturedOn: z.string().nullable(),
  hidden: z.boolean(),
  lesion: z.string().nullable(),
  /** Share of what label or model calls a lesion that they see differently; null where one of them is missing. */
  disagreement: z.number().nullable(),
  width: z.number(),
  height: z.number(),
  state: frameState,
  stage: frameStage,
  /** Who signed its examination, which is locked then; null while it is open. */
  signedBy: z.string().nullable(),
  /** Whether others' masks of it are kept back: it is read by several who have not all finished. */
  isBlind: z.boolean(),
  /** Whether it has a label: `done` or `noLesion`, or a reference where the patient is held out. */
  labelled: z.boolean(),
  /** Pixels of each class in the label, or in what is painted so far; empty where there is none. */
  painted: z.array(z.number()),
  /**
   * Pixels of each class in the overlay of the model in use; empty where there is none, and on frames of held-out
   * patients until the reader has finished a mask there.
   */
  predicted: z.array(z.number()),
})
export type FrameSummary = z.infer<typeof frameSummary>

/** A file of an image. `Blob` exists in every process, but not in the floor's types, which know no runtime. */
export interface ImageFile {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}
export const imageFile = z.custom<ImageFile>(
  (value) => typeof (value as ImageFile | undefined)?.arrayBuffer === 'function',
)

/** Which frames, in which order: those of a frozen list where it is known still, else those that pass now. */
export const frameRow = z.object({
  filter: frameFilter,
  sort: frameSort.optional(),
  list: z.string().max(64).optional(),
})
export type FrameRow = z.infer<typeof frameRow>

/** A frame and where it stands among those that one goes through. */
export const placedFrame = z.object({
  frame: frameSummary,
  /** The list that was gone through; null where it was not known any more, or none was asked for. */
  list: z.string().nullable(),
  position: z.number(),
  total: z.number(),
  previous: z.number().nullable(),
  next: z.number().nullable(),
  /** Other frames that show the same lesion, in another light. */
  linked: z.array(z.number()),
  /** What a pixel measures; null where nobody has said it. */
  mmPerPixel: z.number().nullable(),
})
export type PlacedFrame = z.infer<typeof placedFrame>

export const frames = {
  /**
   * Keeps the frames that pass now as a list to go through: those that are labelled on the way stay in it. Changes
   * nothing of the study.
   */
  freeze: operation()
    .input(z.object({ filter: frameFilter, sort: frameSort.optional() }))
    .output(z.object({ list: z.string(), total: z.number() })),
  /** One stretch of the frames. */
  page: operation()
    .input(
      frameRow.extend({
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.number(), frames: z.array(frameSummary) })),
  /**
   * One frame and its neighbours. A frame that is not among the others stands between those before and after it in the
   * library's order.
   */
  get: operation('FRAME_NOT_FOUND')
    .input(frameRow.extend({ id: z.number() }))
    .output(placedFrame),
  /**
   * The next frame that is still to be labelled: after this one in the list, and round again from its first, then among
   * those that pass the filter whatever their state; on this frame's side of the split, so that nobody slips from training patients to held-out ones. Null
   * where nothing is left.
   */
  nextOpen: operation()
    .input(frameRow.extend({ id: z.number() }))
    .output(z.object({ next: z.number().nullable() })),
  /**
   * The first frame of the examination after this frame's in the list, or of the one before it; null where there is
   * none, and for a frame that is not in the list.
   */
  nextExamination: operation()
    .input(frameRow.extend({ id: z.number(), direction: z.union([z.literal(1), z.literal(-1)]) }))
    .output(z.object({ next: z.number().nullable() })),
  /** Says what a pixel of a frame measures, or that it is not known. */
  calibrate: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ id: z.number(), mmPerPixel: z.number().positive().max(10).nullable() }))
    .output(z.object({})),
  /** Patients whose code contains the text, on that side of the split, by code; at most 50. */
  patients: operation()
    .input(z.object({ search: z.string().max(200).optional(), split: split.optional() }))
    .output(z.array(z.object({ patient: z.string(), split, frames: z.number(), labelled: z.number() }))),
  /** The frame's image: the original's bytes, or a thumbnail of 320 px. */
  image: operation('FRAME_NOT_FOUND', 'FILE_DAMAGED')
    .input(z.object({ id: z.number(), size: z.enum(['full', 'thumbnail']) }))
    .output(imageFile),
}

import * as z from 'zod'
import { modelName } from './training.ts'

/** What became of a class between a model's masks and the labels, in pixels of all of them together. */
const classEdit = z.object({
  class: z.number(),
  /** Masks in which the model or the label holds it. */
  masks: z.number(),
  /** Pixels of it in the model's masks, in the labels, and in both at one place. */
  model: z.number(),
  label: z.number(),
  kept: z.number(),
  /** Pixels that a person painted where the model saw nothing, and that a person erased. */
  added: z.number(),
  takenAway: z.number(),
  /** Pixels that the model saw as another class, and that a person made another class. */
  fromOthers: z.number(),
  toOthers: z.number(),
})

/** Labels beside the masks that a model had made of the same frames. */
const edited = z.object({
  masks: z.number(),
  /** Those of them that say of each pixel what the model did. */
  same: z.number(),
  /** Lesion classes that either holds. */
  classes: z.array(classEdit),
})

/**
 * How a label came about: `taken` from a model's overlay, painted `beside` an overlay that was there to be seen, or
 * `alone`.
 */
export const labelWays = ['taken', 'beside', 'alone'] as const
export type LabelWay = (typeof labelWays)[number]

/** Masks that show a lesion, and the median time for one, min; null where too few were painted to tell. */
const workFigure = z.object({ masks: z.number(), minutes: z.number().nullable() })
export const workByWay = z.object({ taken: workFigure, beside: workFigure, alone: workFigure })
export type WorkByWay = z.infer<typeof workByWay>

export const editLog = z.object({
  /** By model and reader, models newest first. */
  rows: z.array(
    z.object({
      /** Id, and what it is called. */
      model: z.string(),
      ...modelName.shape,
      reader: z.string(),
      taken: edited,
      beside: edited,
    }),
  ),
  /** By reader, by month of the label (`2026-11`), and all together. */
  workByReader: z.array(z.object({ reader: z.string(), ...workByWay.shape })),
  workByMonth: z.array(z.object({ month: z.string(), ...workByWay.shape })),
  work: workByWay,
  /** Labels of which nothing is said: brought with an import, or with a mask that the disk has damaged. */
  imported: z.number(),
  damaged: z.number(),
})
export type EditLog = z.infer<typeof editLog>
export type EditRow = EditLog['rows'][number]

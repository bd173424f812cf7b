import * as z from 'zod'
import { MOST_CLASSES } from '../domain/labelClass.ts'
import { modality } from './frames.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'

const share = z.number().nullable()
/** Pixels that two readers see differently, as `domain/agreement/disputed.ts` tells them apart. */
const disputed = z.object({ edge: z.number(), class: z.number(), missed: z.number(), either: z.number() })

/** How alike two readers are, as `domain/agreement/together.ts` says it. */
const alike = z.object({
  frames: z.number(),
  lesionFree: z.number(),
  kappa: share,
  dice: share,
  disputed,
  classes: z.array(
    z.object({
      class: z.number(),
      frames: z.number(),
      dice: share,
      surface: share,
      calibrated: z.number(),
      surfaceMm: share,
      kappa: share,
    }),
  ),
})

export const disputedFrame = z.object({
  id: z.number(),
  name: z.string(),
  /** The two readers who differ most on it, and the layers of their masks. */
  readers: z.tuple([z.string(), z.string()]),
  layers: z.tuple([z.number(), z.number()]),
  disputed,
})
export type DisputedFrame = z.infer<typeof disputedFrame>

export const agreementFound = z.object({
  /** Everybody whose masks are compared with another's, whatever is asked for. */
  readers: z.array(z.string()),
  /** Frames that two or more readers have submitted, of those that were asked for. */
  frames: z.number(),
  /** Frames that are read blind still, and count for nobody. */
  blind: z.number(),
  /** Pairs of masks that are not told of: one is not what was saved. */
  damaged: z.number(),
  pairs: z.array(z.object({ readers: z.tuple([z.string(), z.string()]), ...alike.shape })),
  /** By month of the later mask (`2026-11`). */
  months: z.array(z.object({ month: z.string(), frames: z.number(), kappa: share, dice: share })),
  /** The most disputed first: by the share that is not the edge, then by the edge's. */
  mostDisputed: z.array(disputedFrame),
})
export type AgreementFound = z.infer<typeof agreementFound>
export type PairAgreement = AgreementFound['pairs'][number]

export const agreementWish = z.object({
  /** Pairs of these alone; absent for all. */
  readers: z.array(name).max(100).optional(),
  /** One lesion class; what is told of all classes is told of it alone then. */
  class: z
    .number()
    .int()
    .min(1)
    .max(MOST_CLASSES - 1)
    .optional(),
  modality: modality.optional(),
  /** How exact an outline has to be, in px, and in mm where it is known what a pixel measures. */
  px: z.number().min(0.5).max(20).default(2),
  mm: z.number().min(0.05).max(5).default(0.5),
})
export type AgreementWish = z.infer<typeof agreementWish>

/** A time: from a moment on, and before another; absent for all. */
export const reportRange = z.object({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() })
export type ReportRange = z.infer<typeof reportRange>

export const readerReport = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  readers: z.array(
    z.object({
      reader: z.string(),
      /** Frames whose mask they submitted, minutes of work, and lesions in those masks. */
      frames: z.number(),
      minutes: z.number(),
      lesions: z.number(),
      /** Masks taken over from a model, how many of them as they were, and those painted beside one. */
      taken: z.number(),
      same: z.number(),
      beside: z.number(),
      /** Dice of all of these with the models' masks. */
      kept: share,
      /** Masks that reviewers returned to them, by coded reason. */
      returned: z.array(z.object({ reason: z.string().nullable(), masks: z.number() })),
    }),
  ),
  pairs: z.array(
    z.object({
      readers: z.tuple([z.string(), z.string()]),
      frames: z.number(),
      dice: share,
      surface: share,
      kappa: share,
    }),
  ),
})
export type ReaderReport = z.infer<typeof readerReport>

export const agreement = {
  /** How alike readers are on frames that two or more have submitted. Reads; what it found before is kept. */
  found: operation().input(agreementWish).output(agreementFound),
  /** What readers did and how alike they are, and the same as a table (CSV). Names no patient. */
  report: operation()
    .input(reportRange)
    .output(z.object({ report: readerReport, csv: z.string() })),
}

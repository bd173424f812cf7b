import * as z from 'zod'
import { reviewReasons } from '../domain/reviewReasons.ts'
import { operation } from './operation.ts'

/** What a region is named by within a mask: its class and its first pixel in reading order. */
export const regionName = z.object({
  value: z.number().int(),
  x: z.number().int(),
  y: z.number().int(),
})

/** What a reviewer has said of a region. */
export const regionVerdict = z.object({
  says: z.enum(['accepted', 'rejected', 'edited']),
  reason: z.enum(reviewReasons).nullable(),
  reviewer: z.string(),
  at: z.string(),
})
export type RegionVerdict = z.infer<typeof regionVerdict>

export const reviewedRegion = regionName.extend({
  pixels: z.number(),
  /** `[x, y, width, height]`, px of the frame. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** Closed lines around it as x, y pairs, px of the frame. */
  lines: z.array(z.array(z.number())),
  /** Null while nobody has said anything, or has taken it back. */
  verdict: regionVerdict.nullable(),
})
export type ReviewedRegion = z.infer<typeof reviewedRegion>

/** The mask that a reviewer looks at, and what has been said of it. */
export const underReview = z.object({
  layer: z.number(),
  revision: z.number(),
  kind: z.enum(['reader', 'model']),
  author: z.string(),
  /** Whether whoever asks has painted it. */
  own: z.boolean(),
  /** In reading order. */
  regions: z.array(reviewedRegion),
  /** Who let the frame stand, or settled it, where nothing has changed since. */
  accepted: z.object({ reviewer: z.string(), at: z.string() }).nullable(),
})
export type UnderReview = z.infer<typeof underReview>

/** Of which mask something is said: one that has changed since is looked at again first. */
const ofMask = z.object({ frame: z.number(), layer: z.number(), revision: z.number() })

export const review = {
  /**
   * The mask of a frame that is to be reviewed, with its regions: what a reader has submitted, or else what the model in use
   * sees where that may be seen. Null where there is neither.
   */
  of: operation('LAYER_NOT_FOUND', 'FILE_DAMAGED')
    .input(z.object({ frame: z.number() }))
    .output(underReview.nullable()),
  /**
   * Says of regions that they stand or do not. With the last of them the frame is finished, in the same step: a reader's mask
   * all of which stands is accepted as it is; else the reviewer's own mask becomes what stands and what they edited, is the
   * frame's label and is accepted. A mask of which nothing stands is finished by saying so once more, of no region: until then
   * it can be given back. Fails STALE_REVISION where the mask or its regions are others by now, WRONG_USAGE where a frame is
   * to be finished of which regions are left, FRAME_LOCKED.
   */
  decide: operation(
    'FRAME_NOT_FOUND',
    'LAYER_NOT_FOUND',
    'STALE_REVISION',
    'WRONG_USAGE',
    'FRAME_LOCKED',
    'FILE_DAMAGED',
  )
    .input(
      ofMask.extend({
        regions: z.array(regionName).max(10_000),
        says: z.enum(['accepted', 'rejected']),
        reason: z.enum(reviewReasons).nullable(),
      }),
    )
    .output(z.object({ finished: z.boolean() })),
  /**
   * Takes a region into the reviewer's own mask, where they paint on it. What is theirs there is part of the finished mask.
   * Fails as `decide`.
   */
  edit: operation(
    'FRAME_NOT_FOUND',
    'LAYER_NOT_FOUND',
    'STALE_REVISION',
    'FRAME_LOCKED',
    'FILE_DAMAGED',
    'WRONG_USAGE',
  )
    .input(ofMask.extend({ region: regionName }))
    .output(z.object({})),
  /**
   * Takes back what whoever asks said last on a frame of a region, or that the frame is finished; false where there is nothing
   * to take back. Fails FRAME_LOCKED.
   */
  takeBack: operation(
    'FRAME_NOT_FOUND',
    'LAYER_NOT_FOUND',
    'STALE_REVISION',
    'FRAME_LOCKED',
    'FILE_DAMAGED',
    'WRONG_USAGE',
  )
    .input(z.object({ frame: z.number() }))
    .output(z.object({ tookBack: z.boolean() })),
  /**
   * Gives a reader's mask back to them, with the reasons that its regions were rejected for: it is no label until they say
   * again that it is finished. Fails WRONG_USAGE for what a model has seen, and where no region was rejected.
   */
  giveBack: operation(
    'FRAME_NOT_FOUND',
    'LAYER_NOT_FOUND',
    'STALE_REVISION',
    'WRONG_USAGE',
    'FRAME_LOCKED',
    'FILE_DAMAGED',
  )
    .input(ofMask)
    .output(z.object({})),
  /**
   * The frames that wait for a reviewer, as a list to go through: what readers have submitted and nobody has accepted; where
   * there is nothing of that, what the model in use sees on frames without a label, in the queue's order. Changes nothing of
   * the study.
   */
  waiting: operation('WRONG_USAGE')
    .input(z.object({}))
    .output(
      z.object({
        list: z.string(),
        /** In the order in which they are gone through. */
        first: z.number().nullable(),
        total: z.number(),
        of: z.enum(['readers', 'model']),
      }),
    ),
}

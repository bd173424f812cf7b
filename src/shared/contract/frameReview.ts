import * as z from 'zod'

export const readingStage = z.enum(['inProgress', 'submitted', 'returned'])

/** What a reviewer said of a frame. */
export const frameVerdict = z.object({
  says: z.enum(['begun', 'accepted', 'returned', 'settled', 'reopened']),
  reviewer: z.string(),
  /** One of `reviewReasons`, and words; null where none was given. */
  reason: z.string().nullable(),
  text: z.string().nullable(),
  at: z.string(),
})
export type FrameVerdict = z.infer<typeof frameVerdict>

/** Who reads a frame and what was said of it, as far as whoever asks may know. */
export const frameReview = z.object({
  examination: z.number(),
  /** How far whoever asks is with their own mask; null where they have not begun. */
  reading: readingStage.nullable(),
  /** What their mask came back with, as long as they have not submitted it again. */
  returned: frameVerdict.nullable(),
  /** The last word on the frame. */
  verdict: frameVerdict.nullable(),
  /** Who is to read it or has begun; `stage` is null for others' as long as it is read blind, and where they have not begun. */
  readers: z.array(
    z.object({
      name: z.string(),
      stage: readingStage.nullable(),
      isAssigned: z.boolean(),
      /** Their mask where it may be seen. */
      layer: z.object({ id: z.number(), revision: z.number(), isLabel: z.boolean() }).nullable(),
    }),
  ),
  /** Whether the study reviews at all: somebody was given work, or said something, or has an account. */
  isInUse: z.boolean(),
  /** Whether masks that one has made are one's own to judge: there are no accounts. */
  judgesOwn: z.boolean(),
})
export type FrameReview = z.infer<typeof frameReview>

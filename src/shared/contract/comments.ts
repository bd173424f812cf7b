import * as z from 'zod'
import { operation } from './operation.ts'

const said = z.object({ author: z.string(), at: z.string() })

/** A remark on a frame, or an answer to one. */
export const comment = said.extend({
  id: z.number(),
  text: z.string(),
  /** Where it is pinned, px of the frame; null where it is of the frame, and for answers. */
  place: z.object({ x: z.number(), y: z.number() }).nullable(),
  /** The remark that it answers. */
  answers: z.number().nullable(),
  /** Who said that nothing is left to do about it; null while it is open, and for answers. */
  settled: said.nullable(),
})
export type Comment = z.infer<typeof comment>

export const LONGEST_COMMENT = 4000

export const comments = {
  /** All remarks on a frame and their answers, the oldest first. */
  of: operation()
    .input(z.object({ frame: z.number() }))
    .output(z.array(comment)),
  /**
   * Adds a remark, pinned to a place of the frame where one is given, or an answer. Remarks stay possible on what is signed.
   * Fails FRAME_NOT_FOUND, COMMENT_NOT_FOUND where what it answers is none of the frame's remarks, WRONG_USAGE for a place
   * outside the frame.
   */
  add: operation('FRAME_NOT_FOUND', 'COMMENT_NOT_FOUND', 'WRONG_USAGE')
    .input(
      z.object({
        frame: z.number(),
        text: z.string().trim().min(1).max(LONGEST_COMMENT),
        place: comment.shape.place,
        answers: z.number().nullable(),
      }),
    )
    .output(z.object({ id: z.number() })),
  /** Says that nothing is left to do about a remark; one that is settled stays as it is. Fails COMMENT_NOT_FOUND. */
  settle: operation('COMMENT_NOT_FOUND')
    .input(z.object({ comment: z.number() }))
    .output(z.object({})),
}

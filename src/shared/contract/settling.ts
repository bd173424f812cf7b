import * as z from 'zod'
import { takes } from '../domain/settling.ts'
import { encodedMask } from './layers.ts'
import { operation } from './operation.ts'

/** A mask of one who has read the frame, or of the model. */
const readMask = z.object({
  layer: z.number(),
  revision: z.number(),
  author: z.string(),
  mask: encodedMask,
})
export type ReadMask = z.infer<typeof readMask>

export const unsettledFrame = z.object({
  frame: z.number(),
  name: z.string(),
  patient: z.string(),
  readers: z.array(z.string()),
})
export type UnsettledFrame = z.infer<typeof unsettledFrame>

export const settling = {
  /** Frames that two or more readers have submitted otherwise, and nobody has settled or accepted since, in the library's order. */
  waiting: operation('FILE_DAMAGED').input(z.object({})).output(z.array(unsettledFrame)),
  /** What readers have submitted of a frame, what the model in use sees where that may be seen, and one's own mask. */
  of: operation('FRAME_NOT_FOUND', 'FILE_DAMAGED')
    .input(z.object({ frame: z.number() }))
    .output(
      z.object({
        name: z.string(),
        patient: z.string(),
        width: z.number(),
        height: z.number(),
        readers: z.array(readMask),
        model: readMask.nullable(),
        /** What the adjudicator has painted of it; null where that is nothing. */
        own: readMask.nullable(),
        /** Whether whoever asks has read the frame, and so leaves it to somebody else. */
        hasRead: z.boolean(),
      }),
    ),
  /**
   * Writes the adjudicator's own mask, which becomes the frame's label and is settled, or is left to be painted on. Readers'
   * masks stay as they are. `choices`: one for each difference of the two masks in their order (`differencesOf`); null takes
   * what the adjudicator has painted as it is. Fails NOT_ALLOWED for somebody who has read the frame, STALE_REVISION where one
   * of the masks is another by now, WRONG_USAGE where the two are not of two readers of the frame, FRAME_LOCKED.
   */
  settle: operation(
    'FRAME_NOT_FOUND',
    'LAYER_NOT_FOUND',
    'STALE_REVISION',
    'WRONG_USAGE',
    'FRAME_LOCKED',
    'FILE_DAMAGED',
  )
    .input(
      z.object({
        frame: z.number(),
        first: z.object({ layer: z.number(), revision: z.number() }),
        second: z.object({ layer: z.number(), revision: z.number() }),
        choices: z.array(z.enum(takes)).max(100_000).nullable(),
        /** Whether it is only put into the adjudicator's own mask, to be painted on. */
        toPaint: z.boolean(),
      }),
    )
    .output(z.object({})),
}

import * as z from 'zod'
import { encodedMask } from './layers.ts'
import { operation } from './operation.ts'

const said = z.object({ reader: z.string(), at: z.string() })

/** What no round may learn from without a label: a region of a frame, or the frame. */
export const veto = z.object({
  id: z.number(),
  /** Share of the frame that it is about, 0–1. */
  share: z.number(),
  ...said.shape,
  /** Who took it back; null while it stands. */
  takenBack: said.nullable(),
})
export type Veto = z.infer<typeof veto>

/** `region`: 1 in the region, of the frame's size; null for the whole frame. */
export const frameVeto = veto.extend({ region: encodedMask.nullable() })
export type FrameVeto = z.infer<typeof frameVeto>

export const vetoes = {
  /** A frame's vetoes, the oldest first, those that were taken back among them. */
  of: operation('FILE_DAMAGED')
    .input(z.object({ frame: z.number() }))
    .output(z.array(frameVeto)),
  /**
   * Says that no round that is started from now on learns from a region of a frame without a label, or from the frame where
   * the region is null. A round under way keeps what it began with. Fails HELD_OUT on frames that nothing is learned from,
   * WRONG_USAGE on one that has a label, BAD_MASK.
   */
  add: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED', 'HELD_OUT', 'BAD_MASK', 'WRONG_USAGE')
    .input(z.object({ frame: z.number(), region: encodedMask.nullable() }))
    .output(z.object({ id: z.number() })),
  /** Takes a veto back; it stays in the frame's list as one that was. */
  takeBack: operation('VETO_NOT_FOUND', 'FRAME_LOCKED')
    .input(z.object({ veto: z.number() }))
    .output(z.object({})),
}

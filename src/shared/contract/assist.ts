import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { encodedMask } from './layers.ts'
import { operation } from './operation.ts'

/** Corners in frame pixels, edges included; right and bottom beyond left and top. */
export const assistBox = z.object({
  left: z.number(),
  top: z.number(),
  right: z.number(),
  bottom: z.number(),
})
export type AssistBox = z.infer<typeof assistBox>

/** A click into a proposal, in frame pixels: what lies there belongs to the region, or does not. */
export const assistClick = z.object({ x: z.number(), y: z.number(), adds: z.boolean() })
export type AssistClick = z.infer<typeof assistClick>

/** More clicks than this are no help: painting is. */
export const MOST_ASSIST_CLICKS = 20

/**
 * How far box assist is with a frame: `ready` answers at once; `reading` needs about so many seconds more, null where
 * nothing was measured yet; `off` cannot, for a reason that says what to do.
 */
export const assistState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('reading'), seconds: z.number().nullable() }),
  z.object({ kind: z.literal('off'), reason }),
])
export type AssistState = z.infer<typeof assistState>

/** What a box, and the clicks after it, come to. */
export const proposal = z.object({
  /** Of the frame's size: 1 within the region, 0 elsewhere. */
  mask: encodedMask,
  /** The net's own guess of its overlap with what was meant, 0 to 1. */
  score: z.number(),
})
export type Proposal = z.infer<typeof proposal>

export const assist = {
  /**
   * Reads the frame at hand and then those that are likely to be opened next, in that order, in place of what was asked before;
   * answers at once with how far the first is. Fails never for what assist lacks: then it is `off`.
   */
  prepare: operation('FRAME_NOT_FOUND')
    .input(z.object({ frames: z.array(z.number()).min(1).max(8) }))
    .output(assistState),
  /**
   * The region that a box is meant to hold, after the clicks so far, in their order. Waits until the frame is read. Fails
   * ASSIST_OFF where it cannot be, FILE_DAMAGED where the frame cannot, WRONG_USAGE where the box lies outside the frame.
   */
  propose: operation('FRAME_NOT_FOUND', 'FILE_DAMAGED', 'ASSIST_OFF', 'WRONG_USAGE')
    .input(
      z.object({
        frame: z.number(),
        box: assistBox,
        clicks: z.array(assistClick).max(MOST_ASSIST_CLICKS).default([]),
      }),
    )
    .output(proposal),
}

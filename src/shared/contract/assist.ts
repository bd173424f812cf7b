import * as z from 'zod'
import { reason } from '../reasons/index.ts'
import { modality, split } from './frames.ts'
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

/** A frame that looks like another one, or like a part of it. */
export const frameAlike = z.object({
  id: z.number(),
  name: z.string(),
  patient: z.string(),
  split,
  examination: z.string(),
  modality,
  /** 1 for the same picture, 0 for one that has no more in common than all frames of the study have. */
  similarity: z.number(),
})
export type FrameAlike = z.infer<typeof frameAlike>

export const alike = z.object({
  /** The most alike first. */
  frames: z.array(frameAlike),
  /** How many frames have been read so far, of how many that are not hidden: the others were not compared. */
  read: z.number(),
  of: z.number(),
})
export type Alike = z.infer<typeof alike>

/** More frames than these nobody looks through. */
export const MOST_ALIKE = 60

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
  /**
   * Frames that look like one, or like what a box on it holds: of those that were read, which says nothing of labels. Waits
   * until the frame is read. Fails ASSIST_OFF where it cannot be, FILE_DAMAGED where the frame cannot, WRONG_USAGE where the
   * box lies outside the frame.
   */
  alike: operation('FRAME_NOT_FOUND', 'FILE_DAMAGED', 'ASSIST_OFF', 'WRONG_USAGE')
    .input(
      z.object({
        frame: z.number(),
        region: assistBox.optional(),
        count: z.number().int().min(1).max(MOST_ALIKE),
      }),
    )
    .output(alike),
}

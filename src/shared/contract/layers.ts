import * as z from 'zod'
import { frameState } from './frames.ts'
import { operation } from './operation.ts'

/** `reader`: a person's mask. `reference`: the gold standard of held-out frames. `model`: a prediction. */
export const layerKind = z.enum(['reader', 'reference', 'model'])
export type LayerKind = z.infer<typeof layerKind>

export const layerSummary = z.object({
  id: z.number(),
  kind: layerKind,
  author: z.string(),
  /** The mask that whoever asks paints. */
  own: z.boolean(),
  /** The mask that is the frame's label: it teaches, judges and is exported. */
  isLabel: z.boolean(),
  /** An overlay of the model in use; of the models only its overlays stand for "the model". */
  inUse: z.boolean(),
  /** Newest revision; grows by one with each saved change. */
  revision: z.number(),
  /** The revision that painted what is shown: the newest, or an earlier one that undo brought back. */
  shows: z.number(),
  savedAt: z.string(),
  /** Set where nobody has painted this mask on this frame, or looked at it since: it counts as no label. */
  made: z.enum(['copied', 'interpolated']).nullable(),
  /** Pixels of each class. */
  areas: z.array(z.number()),
})
export type LayerSummary = z.infer<typeof layerSummary>

/** A mask on the wire: `encodeMask` bytes in base64, which both transports carry as plain text. */
export const encodedMask = z.string()

export const saved = z.object({
  layer: z.number(),
  revision: z.number(),
  savedAt: z.string(),
  /** The frame's state from now on. */
  state: frameState,
})
export type Saved = z.infer<typeof saved>

/** `layer`: null where nothing was painted before, as on a frame that is skipped. */
export const said = saved.extend({ layer: z.number().nullable() })
export type Said = z.infer<typeof said>

/** What a reader says of a frame; `open` takes back what was said before. */
export const declaration = z.enum(['done', 'noLesion', 'skipped', 'open'])
export type Declaration = z.infer<typeof declaration>

/** Outlines of one layer at a tile's size. */
export const outlines = z.object({
  own: z.boolean(),
  kind: layerKind,
  /** Closed lines as x, y pairs, in px of a picture whose longer side is `side`. */
  lines: z.array(z.object({ value: z.number(), points: z.array(z.number()) })),
})
export type Outlines = z.infer<typeof outlines>

export const frameOutlines = z.object({
  side: z.number(),
  /** The reader's own mask, or the frame's label where they have none; null where nothing is painted. */
  mask: outlines.nullable(),
  /** What the model in use sees; null where that is not there, or not to be seen yet. */
  model: outlines.nullable(),
})
export type FrameOutlines = z.infer<typeof frameOutlines>

export const layers = {
  /** The reader's own mask of a frame as it is now; null where they have painted nothing. */
  own: operation('FILE_DAMAGED')
    .input(z.object({ frame: z.number() }))
    .output(z.object({ revision: z.number(), mask: encodedMask }).nullable()),
  /** A layer's newest mask. */
  mask: operation('LAYER_NOT_FOUND', 'FILE_DAMAGED')
    .input(z.object({ layer: z.number() }))
    .output(z.object({ revision: z.number(), mask: encodedMask })),
  /** Outlines of a frame's mask and of the model's overlay, small, for the library's tiles. */
  outlines: operation('LAYER_NOT_FOUND', 'FILE_DAMAGED')
    .input(z.object({ frame: z.number() }))
    .output(frameOutlines),
  /**
   * Writes a painted area into the reader's mask of a frame. Resolves once it is on the disk, together with its
   * audit row; the same `stroke` sent twice is saved once. Fails STALE_REVISION where someone else saved in
   * between, BAD_MASK, READ_ONLY, DISK_FULL, and FILE_DAMAGED where the mask is not what was saved before.
   */
  paint: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED', 'STALE_REVISION', 'BAD_MASK', 'FILE_DAMAGED')
    .input(
      z.object({
        frame: z.number(),
        stroke: z.string().min(8).max(64),
        /** Newest revision the painter has seen; 0 before the first. */
        base: z.number(),
        x: z.number().int().min(0),
        y: z.number().int().min(0),
        patch: encodedMask,
        /** The revision that undo or redo brings back with this, 0 for the empty mask; null for new paint. */
        restores: z.number().int().min(0).nullable().default(null),
        /** The mask of another frame, put here to be looked at. */
        copied: z.boolean().default(false),
      }),
    )
    .output(saved),
  /** Says that a hand is painting, before the stroke is saved: a round that learns beside it waits. Changes nothing. */
  painting: operation(),
  /** The mask as it was before a revision was painted, for undo over restarts; null before the first. */
  before: operation('FILE_DAMAGED')
    .input(z.object({ layer: z.number(), revision: z.number().int().min(0) }))
    .output(z.object({ revision: z.number(), mask: encodedMask }).nullable()),
  /**
   * Says how far the reader has come with a frame; only `done` and `noLesion` make a label of the mask. Fails
   * NOTHING_PAINTED, LESION_PAINTED, STALE_REVISION, READ_ONLY, DISK_FULL.
   */
  declare: operation(
    'FRAME_NOT_FOUND',
    'FRAME_LOCKED',
    'STALE_REVISION',
    'NOTHING_PAINTED',
    'LESION_PAINTED',
    'FILE_DAMAGED',
  )
    .input(z.object({ frame: z.number(), base: z.number(), as: declaration }))
    .output(said),
  /** Says that a copied or interpolated mask is right as it is: it is a label from then on. */
  confirm: operation('FRAME_NOT_FOUND', 'FRAME_LOCKED', 'STALE_REVISION', 'FILE_DAMAGED')
    .input(z.object({ frame: z.number(), base: z.number() }))
    .output(saved),
  /**
   * Fills the frames between the reader's painted ones around a frame, within its examination, with masks in between,
   * where they have painted nothing; these count as labels once a person has confirmed or painted on them. From the
   * frame itself where it is painted, to the one before, or else the one after. Null where there are no two.
   */
  interpolate: operation(
    'FRAME_NOT_FOUND',
    'FRAME_LOCKED',
    'STALE_REVISION',
    'NOTHING_BETWEEN',
    'FILE_DAMAGED',
  )
    .input(z.object({ frame: z.number() }))
    .output(z.object({ frames: z.array(z.number()) }).nullable()),
  /**
   * Makes a model's overlay, but for specks, the reader's mask and the frame's label, as one step that painting can
   * go on from and that undo takes back. Fails LAYER_NOT_FOUND, and HELD_OUT on frames that judge models.
   */
  accept: operation(
    'FRAME_NOT_FOUND',
    'FRAME_LOCKED',
    'STALE_REVISION',
    'LAYER_NOT_FOUND',
    'FILE_DAMAGED',
    'HELD_OUT',
  )
    .input(z.object({ frame: z.number(), layer: z.number(), base: z.number() }))
    .output(saved),
}

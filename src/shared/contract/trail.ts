import * as z from 'zod'
import { encodedMask } from './layers.ts'
import { operation } from './operation.ts'
import { name, path } from './texts.ts'

/** Which rows of the trail; every part narrows further. */
export const trailWish = z.object({
  person: name.optional(),
  /** The first word of what was done, as `trail.choices` lists them. */
  action: name.optional(),
  /** What was done with one frame, also together with others. */
  frame: z.number().int().optional(),
  /** The same of frames whose names hold this. */
  search: z.string().max(200).optional(),
  /** From this moment on, and before that one. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
export type TrailWish = z.infer<typeof trailWish>

export const trailRow = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  /** What it was done to: `frame:12`, `model:…`. */
  subject: z.string(),
  /** What the row says besides, as JSON; cut where it is long. */
  detail: z.string(),
  /** The frame that it was done to. */
  frame: z.object({ id: z.number(), name: z.string() }).nullable(),
  /** The examination that it was done to. */
  examination: z.object({ patient: z.string(), code: z.string() }).nullable(),
  /** The mask that it saved, where it was one; `restores`: the revision that it brought back, 0 for the empty mask. */
  mask: z.object({ layer: z.number(), revision: z.number(), restores: z.number().nullable() }).nullable(),
})
export type TrailRow = z.infer<typeof trailRow>

export const trailForms = ['csv', 'json'] as const
export type TrailForm = (typeof trailForms)[number]

export const trail = {
  /** Rows, the newest first; `next` is where to go on, null at the end. */
  page: operation()
    .input(
      trailWish.extend({
        /** Rows older than this one. */
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ rows: z.array(trailRow), next: z.number().nullable() })),
  /** Who and what the trail names, to choose from. */
  choices: operation().output(z.object({ people: z.array(z.string()), actions: z.array(z.string()) })),
  /** A mask as a row saved it. Fails FRAME_LOCKED while the frame is read blind and the mask is another's. */
  mask: operation('LAYER_NOT_FOUND', 'FILE_DAMAGED', 'FRAME_LOCKED')
    .input(z.object({ layer: z.number(), revision: z.number().int() }))
    .output(z.object({ frame: z.number(), mask: encodedMask })),
  /**
   * Writes rows into a new file of the engine's machine, the oldest first: as a table, or as JSON that `loco study trail
   * --check` can prove. The export is a row of its own.
   */
  export: operation('WRONG_USAGE')
    .input(z.object({ as: z.enum(trailForms), file: path.min(1), wish: trailWish }))
    .output(z.object({ rows: z.number(), bytes: z.number() })),
}

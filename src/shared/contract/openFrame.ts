import * as z from 'zod'
import { frameRow, imageFile, placedFrame } from './frames.ts'
import { encodedMask, layerSummary } from './layers.ts'
import { operation } from './operation.ts'

/** A layer with its newest mask, both of one moment. */
export const openedLayer = layerSummary.extend({ mask: encodedMask })
export type OpenedLayer = z.infer<typeof openedLayer>

/**
 * All that is needed to show a frame and to paint on it, in one trip. On frames of held-out patients nothing of the
 * models comes with it until the reader has finished a mask there.
 */
export const openFrame = operation('FRAME_NOT_FOUND', 'FILE_DAMAGED')
  .input(frameRow.extend({ id: z.number() }))
  .output(
    z.object({
      /** As `frames.get` answers. */
      place: placedFrame,
      /** The original's bytes. */
      image: imageFile,
      /** The reader's own mask first, then others' and the reference, then models, newest first. */
      layers: z.array(openedLayer),
      /** How sure the model in use is of each class, `[height,width,classes]`, 255 is certainty; null where its overlay is not shown. */
      probabilities: z
        .object({ width: z.number(), height: z.number(), classes: z.number(), data: z.base64() })
        .nullable(),
    }),
  )

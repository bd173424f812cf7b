import * as z from 'zod'
import { predictedMapIds } from '../domain/heatMaps/predictedMaps.ts'
import { comment } from './comments.ts'
import { frameReview } from './frameReview.ts'
import { frameRow, imageFile, placedFrame } from './frames.ts'
import { encodedMask, layerSummary } from './layers.ts'
import { operation } from './operation.ts'
import { frameVeto } from './vetoes.ts'

/** A layer with its newest mask, both of one moment. */
export const openedLayer = layerSummary.extend({ mask: encodedMask })
export type OpenedLayer = z.infer<typeof openedLayer>

/** What is shown over a frame. */
const overFrame = z.object({
  /** The reader's own mask first, then others' and the reference, then models, newest first. */
  layers: z.array(openedLayer),
  /** How sure the model in use is of each class, `[height,width,classes]`, 255 is certainty; null where its overlay is not shown. */
  probabilities: z
    .object({ width: z.number(), height: z.number(), classes: z.number(), data: z.base64() })
    .nullable(),
  /**
   * Where it may be wrong, each map `[height,width]` on the grid of the probabilities, 0 to 255; null where its overlay is not
   * shown, or is of before they were kept.
   */
  maps: z.array(z.object({ id: z.enum(predictedMapIds), data: z.base64() })).nullable(),
})
export type OverFrame = z.infer<typeof overFrame>

/**
 * All that is needed to show a frame and to paint on it, in one trip. On frames of held-out patients nothing of the
 * models comes with it until the reader has finished a mask there.
 */
export const openFrame = operation('FRAME_NOT_FOUND', 'FILE_DAMAGED')
  .input(frameRow.extend({ id: z.number() }))
  .output(
    overFrame.extend({
      /** As `frames.get` answers. */
      place: placedFrame,
      /** The original's bytes. */
      image: imageFile,
      /** As `vetoes.of` answers. */
      vetoes: z.array(frameVeto),
      /** As `work.frame` answers. */
      review: frameReview,
      /** As `comments.of` answers. */
      comments: z.array(comment),
    }),
  )

/** All that lies over a frame by now; on frames of held-out patients as `frames.open` answers. */
export const overOfFrame = operation('FRAME_NOT_FOUND', 'FILE_DAMAGED')
  .input(z.object({ id: z.number() }))
  .output(overFrame)

/**
 * Has the model in use look at one frame now, beside whatever else is at work, and answers with all that lies over the frame
 * from then on. Its overlay replaces the one it made before. Fails HELD_OUT where the reader's own mask comes first,
 * MODEL_NOT_FOUND where no model is in use, FILE_DAMAGED, READ_ONLY, DISK_FULL.
 */
export const lookAtFrame = operation(
  'FRAME_NOT_FOUND',
  'HELD_OUT',
  'MODEL_NOT_FOUND',
  'FILE_DAMAGED',
  'TENSORFLOW_MISSING',
  'TRAINING_NOT_READY',
)
  .input(z.object({ id: z.number() }))
  .output(overFrame)

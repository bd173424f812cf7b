import type { Comment } from '../../../../../shared/contract/comments.ts'
import type { FrameReview } from '../../../../../shared/contract/frameReview.ts'
import type { FrameRow, ImageFile, PlacedFrame } from '../../../../../shared/contract/frames.ts'
import type { LayerSummary } from '../../../../../shared/contract/layers.ts'
import type { OverFrame } from '../../../../../shared/contract/openFrame.ts'
import type { FrameVeto } from '../../../../../shared/contract/vetoes.ts'
import type { PredictedMaps } from '../../../../../shared/domain/heatMaps/predictedMaps.ts'
import type { Mask } from '../../../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../../../shared/domain/probabilities.ts'
import type { Client } from '../../../../api/client.ts'
import { bytesFrom, maskFrom } from '../../../../api/maskBytes.ts'
import { settled } from '../../saving/strokeQueues.ts'

/** A frame with everything that the canvas shows, decoded. */
export interface LoadedFrame {
  readonly id: number
  readonly file: Blob
  readonly bitmap: ImageBitmap
  readonly own: LayerSummary | undefined
  /** What the model in use sees; undefined where there is none, or where it is not to be seen yet. */
  readonly model: LayerSummary | undefined
  /** All layers but the reader's own. */
  readonly others: readonly { readonly layer: LayerSummary; readonly mask: Mask }[]
  readonly mask: Mask | undefined
  readonly probabilities: Probabilities | undefined
  /** Undefined where none were kept with the overlay. */
  readonly maps: PredictedMaps | undefined
}

/**
 * Loads a frame and its place in a row, after what is still under way from painting on it. Fails FRAME_NOT_FOUND,
 * FILE_DAMAGED.
 */
export async function openFrame(
  client: Client,
  id: number,
  row: FrameRow,
): Promise<{
  readonly loaded: LoadedFrame
  readonly place: PlacedFrame
  readonly vetoes: readonly FrameVeto[]
  readonly review: FrameReview
  readonly comments: readonly Comment[]
}> {
  await settled(id)
  const { place, image, vetoes, review, comments, ...over } = await client.frames.open({ id, ...row })
  const picture = await decoded(blobOf(image))
  return { loaded: { id, ...picture, ...overFrame(over) }, place, vetoes, review, comments }
}

/** What lies over a frame, decoded. */
export function overFrame({
  layers,
  probabilities,
  maps,
}: OverFrame): Omit<LoadedFrame, 'id' | 'file' | 'bitmap'> {
  const all = layers.map(({ mask, ...layer }) => ({ layer, mask: maskFrom(mask) }))
  const own = all.find(({ layer }) => layer.own)
  return {
    own: own?.layer,
    model: all.find(({ layer }) => layer.inUse)?.layer,
    others: all.filter((one) => one !== own),
    mask: own?.mask,
    probabilities: probabilities ? { ...probabilities, data: bytesFrom(probabilities.data) } : undefined,
    maps: maps ? Object.fromEntries(maps.map(({ id, data }) => [id, bytesFrom(data)])) : undefined,
  }
}

/** The contract's type knows no runtime; what comes is a Blob. */
const blobOf = (image: ImageFile) => image as unknown as Blob

const JPEG_END = Uint8Array.of(0xff, 0xd9)

/** Imports before version 0.2 cut off the two bytes that end a JPEG; pages show it all the same, decoders refuse. */
async function decoded(file: Blob): Promise<{ file: Blob; bitmap: ImageBitmap }> {
  try {
    return { file, bitmap: await createImageBitmap(file) }
  } catch (error) {
    if (file.type !== 'image/jpeg') throw error
    const whole = new Blob([file, JPEG_END], { type: file.type })
    return { file: whole, bitmap: await createImageBitmap(whole) }
  }
}

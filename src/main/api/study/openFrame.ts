import type { FrameRow, ImageFile, PlacedFrame } from '../../../shared/contract/frames.ts'
import type { OpenedLayer } from '../../../shared/contract/openFrame.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { LabelService } from '../../engine/labels/LabelService.ts'
import type { Call } from '../../engine/study/Call.ts'

interface Opened {
  readonly place: PlacedFrame
  readonly image: ImageFile
  readonly layers: OpenedLayer[]
  readonly probabilities: { width: number; height: number; classes: number; data: string } | null
}

/** A frame with everything that the canvas shows of it; see the contract. Fails FRAME_NOT_FOUND, FILE_DAMAGED. */
export async function openFrame(
  call: Call,
  { id, filter, sort, list }: FrameRow & { readonly id: number },
): Promise<Opened> {
  const [place, image, layers, probabilities] = await Promise.all([
    CatalogueService.frame(call, id, filter, sort, list),
    CatalogueService.image(call.study, id, 'full'),
    LabelService.opened(call, id),
    LabelService.probabilities(call, id),
  ])
  return {
    place,
    image,
    layers: layers.map(({ layer, bytes }) => ({ ...layer, mask: text(bytes) })),
    probabilities: probabilities && { ...probabilities, data: text(probabilities.data) },
  }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

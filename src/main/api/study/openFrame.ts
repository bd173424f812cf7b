import type { Comment } from '../../../shared/contract/comments.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import type { FrameReview } from '../../../shared/contract/frameReview.ts'
import type { FrameRow, ImageFile, PlacedFrame } from '../../../shared/contract/frames.ts'
import type { OverFrame } from '../../../shared/contract/openFrame.ts'
import type { FrameVeto } from '../../../shared/contract/vetoes.ts'
import { type PredictedMaps, predictedMapIds } from '../../../shared/domain/heatMaps/predictedMaps.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { LabelService } from '../../engine/labels/LabelService.ts'
import { ReviewService } from '../../engine/review/ReviewService.ts'
import type { Call } from '../../engine/study/Call.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import { WorkService } from '../../engine/work/WorkService.ts'

interface Opened extends OverFrame {
  readonly place: PlacedFrame
  readonly image: ImageFile
  readonly vetoes: FrameVeto[]
  readonly review: FrameReview
  readonly comments: Comment[]
}

/** A frame with everything that the canvas shows of it; see the contract. Fails FRAME_NOT_FOUND, FILE_DAMAGED. */
export async function openFrame(
  call: Call,
  { id, filter, sort, list }: FrameRow & { readonly id: number },
): Promise<Opened> {
  const [place, image, over, vetoes, review, comments] = await Promise.all([
    CatalogueService.frame(call, id, filter, sort, list),
    CatalogueService.image(call.study, id, 'full'),
    overFrame(call, id),
    frameVetoes(call.study, id),
    WorkService.frameReview(call, id),
    ReviewService.commentsOf(call.study, id),
  ])
  return { place, image, vetoes, review, comments, ...over }
}

/** What is ruled out of learning on a frame. Fails FILE_DAMAGED. */
export async function frameVetoes(study: OpenStudy, frame: number): Promise<FrameVeto[]> {
  const found = await LabelService.vetoesOf(study, frame)
  return found.map(({ bytes, ...veto }) => ({ ...veto, region: bytes && text(bytes) }))
}

/** What lies over a frame. Fails FRAME_NOT_FOUND, FILE_DAMAGED. */
export async function overFrame(call: Call, id: number): Promise<OverFrame> {
  if (!call.study.index.holds(id)) throw new Failure('frameGone')
  const [layers, doubts] = await Promise.all([LabelService.opened(call, id), LabelService.doubts(call, id)])
  return {
    layers: layers.map(({ layer, bytes }) => ({ ...layer, mask: text(bytes) })),
    probabilities: doubts && { ...doubts.probabilities, data: text(doubts.probabilities.data) },
    maps: doubts?.maps ? mapsFor(doubts.maps) : null,
  }
}

const mapsFor = (maps: PredictedMaps) =>
  predictedMapIds.flatMap((id) => (maps[id] ? [{ id, data: text(maps[id]) }] : []))

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

import { CELLS, CHANNELS, type Embedding, type Size, scaled } from '../../shared/assistant/embedding.ts'
import type { Proposed } from '../../shared/assistant/messages.ts'
import type { AssistBox, AssistClick } from '../../shared/contract/assist.ts'
import { fromHalves } from '../../shared/domain/halfFloats.ts'
import { encodeMask } from '../../shared/domain/rle.ts'
import { LOGITS, maskOf } from './maskOf.ts'
import type { Net } from './Net.ts'

/** Prompts on the frame at hand whose outcome is kept, a quarter of a megabyte each: undo asks for one of them again. */
const KEPT = 32

/** What the net calls a point: a click that adds, one that takes away, and the two corners of a box. */
const ADDS = 1
const TAKES = 0
const CORNERS = [2, 3] as const

/** What the net makes of a prompt. */
interface Outcome {
  readonly logits: Float32Array
  readonly score: number
}

interface Held {
  readonly size: Size
  readonly features: Float32Array
  readonly known: Map<string, Promise<Outcome>>
}

/** Makes regions of boxes on the frame that it holds. */
export class Decoder {
  private readonly net: Net
  private held: Held | undefined

  constructor(net: Net) {
    this.net = net
  }

  hold({ width, height, data }: Embedding): void {
    this.held = { size: { width, height }, features: fromHalves(data), known: new Map() }
  }

  /** The region of a box after so many clicks. A mask that is not known any more is made again from the box on. */
  async propose(box: AssistBox, clicks: readonly AssistClick[]): Promise<Proposed> {
    const { held } = this
    if (!held) throw new Error('No frame is held.')
    const { logits, score } = await this.outcome(held, box, clicks)
    return { mask: encodeMask(maskOf(logits, held.size)), score: Math.min(1, Math.max(0, score)) }
  }

  private outcome(held: Held, box: AssistBox, clicks: readonly AssistClick[]): Promise<Outcome> {
    const key = JSON.stringify([box, clicks])
    const known = held.known.get(key)
    if (known) return known
    const made = this.decoded(held, box, clicks)
    held.known.set(key, made)
    const [oldest] = held.known.keys()
    if (held.known.size > KEPT && oldest !== undefined) held.known.delete(oldest)
    return made
  }

  /** Each click mends the mask before it: without that mask three clicks were measured to make things worse. */
  private async decoded(held: Held, box: AssistBox, clicks: readonly AssistClick[]): Promise<Outcome> {
    const before = clicks.length === 0 ? undefined : await this.outcome(held, box, clicks.slice(0, -1))
    const points = pointsOf(held.size, box, clicks)
    const count = points.labels.length
    const made = await this.net.run(
      {
        image_embeddings: { data: held.features, shape: [1, CHANNELS, CELLS, CELLS] },
        point_coords: { data: points.places, shape: [1, count, 2] },
        point_labels: { data: points.labels, shape: [1, count] },
        mask_input: {
          data: before?.logits ?? new Float32Array(LOGITS * LOGITS),
          shape: [1, 1, LOGITS, LOGITS],
        },
        has_mask_input: { data: Float32Array.of(before ? 1 : 0), shape: [1] },
        // The net would draw the mask out to the frame: a gigabyte for a large one. It is done here, row by row.
        orig_im_size: { data: Float32Array.of(1, 1), shape: [2] },
      },
      ['low_res_masks', 'iou_predictions'],
    )
    const { low_res_masks: logits, iou_predictions: scores } = made
    return { logits: logits ?? new Float32Array(), score: scores?.[0] ?? 0 }
  }
}

/** Corners and clicks in px of the encoder's picture. */
function pointsOf(size: Size, { left, top, right, bottom }: AssistBox, clicks: readonly AssistClick[]) {
  const seen = scaled(size)
  const [across, down] = [seen.width / size.width, seen.height / size.height]
  const corners = [
    { x: left, y: top },
    { x: right, y: bottom },
  ]
  const places = [...corners, ...clicks].flatMap(({ x, y }) => [x * across, y * down])
  const labels = [...CORNERS, ...clicks.map(({ adds }) => (adds ? ADDS : TAKES))]
  return { places: Float32Array.from(places), labels: Float32Array.from(labels) }
}

import {
  CELLS,
  CHANNELS,
  type Embedding,
  SIDE,
  type Size,
  scaled,
} from '../../../../shared/assistant/embedding.ts'
import type { AssistBox } from '../../../../shared/contract/assist.ts'
import { fromHalves } from '../../../../shared/domain/halfFloats.ts'

/** Fields to a side that a frame is parted into. */
export const FIELDS = 4
/** Fields of a frame. */
export const ALL_FIELDS = FIELDS * FIELDS

/** Edges in the encoder's cells, from the first to before the last. */
interface CellBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * What an encoder made of a frame in 16 fields, `[4,4,256]`: the mean over the cells of each, of length 1. What fills the
 * square up beside the picture is left out.
 */
export function pooledFields(embedding: Embedding): Float32Array {
  const all = covered(embedding)
  const numbers = fromHalves(embedding.data)
  const out = new Float32Array(ALL_FIELDS * CHANNELS)
  for (let field = 0; field < ALL_FIELDS; field++) {
    const across = stretch(field % FIELDS, FIELDS, all.right)
    const down = stretch(Math.floor(field / FIELDS), FIELDS, all.bottom)
    const box = { left: across[0], top: down[0], right: across[1], bottom: down[1] }
    out.set(meanOf(numbers, box), field * CHANNELS)
  }
  return out
}

/** The same of the cells that a box on the frame touches, `[256]`. */
export function pooledBox(embedding: Embedding, { left, top, right, bottom }: AssistBox): Float32Array {
  const all = covered(embedding)
  const across = touched(left / embedding.width, right / embedding.width, all.right)
  const down = touched(top / embedding.height, bottom / embedding.height, all.bottom)
  const box = { left: across[0], top: down[0], right: across[1], bottom: down[1] }
  return meanOf(fromHalves(embedding.data), box)
}

/** What the picture covers of the encoder's square. */
function covered(size: Size): CellBox {
  const { width, height } = scaled(size)
  const cells = (side: number) => Math.max(1, Math.round((side * CELLS) / SIDE))
  return { left: 0, top: 0, right: cells(width), bottom: cells(height) }
}

/** The n-th of so many stretches of a row of cells; of fewer cells than stretches each has one, which others share. */
function stretch(n: number, of: number, cells: number): readonly [number, number] {
  const from = Math.floor((n * cells) / of)
  return [from, Math.max(from + 1, Math.floor(((n + 1) * cells) / of))]
}

/** From one share of a row of cells to another; at least one of them. */
function touched(from: number, to: number, cells: number): readonly [number, number] {
  const first = Math.min(cells - 1, Math.max(0, Math.floor(from * cells)))
  return [first, Math.min(cells, Math.max(first + 1, Math.ceil(to * cells)))]
}

/** Zeros where the numbers say nothing. */
function meanOf(numbers: Float32Array, { left, top, right, bottom }: CellBox): Float32Array {
  const mean = new Float32Array(CHANNELS)
  for (let c = 0; c < CHANNELS; c++) {
    let sum = 0
    for (let y = top; y < bottom; y++)
      for (let x = left, at = (c * CELLS + y) * CELLS + left; x < right; x++) sum += numbers[at++]!
    mean[c] = sum
  }
  const length = Math.hypot(...mean)
  // Numbers that are none come of a net that is none of ours.
  return length > 0 && Number.isFinite(length) ? mean.map((value) => value / length) : mean.fill(0)
}

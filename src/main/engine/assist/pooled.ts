import {
  CELLS,
  CHANNELS,
  type Embedding,
  SIDE,
  type Size,
  scaled,
} from '../../../shared/assistant/embedding.ts'
import { fromHalves } from '../../../shared/domain/halfFloats.ts'
import type { Mask } from '../../../shared/domain/mask.ts'

/** Side of a cell in the encoder's picture, px. */
const CELL = SIDE / CELLS

/**
 * What a frame looks like as 256 numbers of length one, or what a region of it does, where a mask says which: the mean of the
 * embedding over the cells that it covers, each as far as it does. Null for a region that is empty.
 */
export function pooled(embedding: Embedding, region?: Mask): Float32Array | null {
  const shares = region ? cellsOfRegion(embedding, region) : cellsOfFrame(embedding)
  const covered = [...shares.entries()].filter(([, share]) => share > 0)
  if (covered.length === 0) return null
  const values = fromHalves(embedding.data)
  const out = new Float32Array(CHANNELS)
  for (let channel = 0; channel < CHANNELS; channel++)
    for (const [cell, share] of covered)
      out[channel] = (out[channel] ?? 0) + share * (values[channel * CELLS * CELLS + cell] ?? 0)
  const length = Math.hypot(...out)
  return length === 0 ? out : out.map((value) => value / length)
}

/** How much of each cell the frame covers. */
function cellsOfFrame(size: Size): Float32Array {
  const seen = scaled(size)
  const along = (side: number, cell: number) => Math.min(CELL, Math.max(0, side - cell * CELL))
  return Float32Array.from(
    { length: CELLS * CELLS },
    (_, cell) => along(seen.width, cell % CELLS) * along(seen.height, Math.floor(cell / CELLS)),
  )
}

/** How much of the region lies in each cell: pixel by pixel of the frame, or of the encoder's picture where that has more. */
function cellsOfRegion(size: Size, { width, data }: Mask): Float32Array {
  const seen = scaled(size)
  const [columns, rows] = [placesOf(size.width, seen.width), placesOf(size.height, seen.height)]
  const out = new Float32Array(CELLS * CELLS)
  for (const row of rows) {
    for (const column of columns) {
      if (data[row.pixel * width + column.pixel] === 0) continue
      const cell = row.cell * CELLS + column.cell
      out[cell] = (out[cell] ?? 0) + 1
    }
  }
  return out
}

/** Along one side: which pixel lies where, and in which cell. */
function placesOf(side: number, seen: number) {
  const count = Math.max(side, seen)
  return Array.from({ length: count }, (_, i) => ({
    pixel: Math.floor(((i + 0.5) * side) / count),
    cell: Math.floor(((i + 0.5) * seen) / count / CELL),
  }))
}

import { alignedPosition } from '../../ops/resize.ts'
import { NEIGHBOURS, REACH } from './neighbours.ts'

/** Embeddings of a batch at low resolution, and their squared norms at full resolution. */
export interface EmbeddingMaps {
  /** `[n,s_h,s_w,C]` */
  readonly low: Float32Array
  readonly lowHeight: number
  readonly lowWidth: number
  readonly channels: number
  /** `[n,height,width]` */
  readonly squaredNorms: Float32Array
  readonly height: number
  readonly width: number
}

/**
 * Lowest cosine similarity of a pixel's embedding to its 64 neighbours' (METHODS §2.4, features
 * replicate-padded), for pixels given by flat index into `[n,height,width]`.
 *
 * Full-size embeddings are never built: an embedding is a mix of its cell's four corners, so the products
 * with neighbours follow from products between nearby corners, each computed once when first asked for.
 */
export function lowestNeighbourSimilarity(maps: EmbeddingMaps): (pixel: number) => number {
  const { height, width, squaredNorms } = maps
  const rows = positions(maps.lowHeight, height)
  const columns = positions(maps.lowWidth, width)
  const corner = cornerProducts(maps)
  const nearRows = NEIGHBOURS.map((o) => o.dy)
  const nearColumns = NEIGHBOURS.map((o) => o.dx)

  return (pixel) => {
    const image = Math.floor(pixel / (height * width))
    const y = Math.floor(pixel / width) % height
    const x = pixel % width
    const around = corner(image, rows, columns, y, x)
    const own = squaredNorms[pixel]!
    let lowest = Infinity
    for (let k = 0; k < nearRows.length; k++) {
      const ny = Math.min(height - 1, Math.max(0, y + nearRows[k]!))
      const nx = Math.min(width - 1, Math.max(0, x + nearColumns[k]!))
      const other = squaredNorms[(image * height + ny) * width + nx]!
      const cosine = around(ny, nx) / Math.sqrt(Math.max(own * other, 1e-24))
      if (cosine < lowest) lowest = cosine
    }
    return lowest
  }
}

interface Positions {
  readonly cell: Int32Array
  readonly fraction: Float32Array
  /** Cells a neighbour may lie from the pixel's own, in each direction. */
  readonly reach: number
}

function positions(from: number, to: number): Positions {
  const all = Array.from({ length: to }, (_, i) => alignedPosition(i, from, to))
  const scale = to > 1 ? (from - 1) / (to - 1) : 0
  return {
    cell: Int32Array.from(all, (p) => p.cell),
    fraction: Float32Array.from(all, (p) => p.fraction),
    reach: Math.ceil(REACH * scale) + 1,
  }
}

/** For a pixel, the product of its embedding with that of any pixel in reach. */
function cornerProducts({ low, lowHeight, lowWidth, channels }: EmbeddingMaps) {
  let product: Float32Array | undefined
  const gram = gramTable(low, channels)

  return (image: number, rows: Positions, columns: Positions, y: number, x: number) => {
    const cy = rows.cell[y]!
    const cx = columns.cell[x]!
    const fy = rows.fraction[y]!
    const fx = columns.fraction[x]!
    const top = Math.max(0, cy - rows.reach)
    const bottom = Math.min(lowHeight - 1, cy + rows.reach + 1)
    const left = Math.max(0, cx - columns.reach)
    const right = Math.min(lowWidth - 1, cx + columns.reach + 1)
    const span = right - left + 1
    product ??= new Float32Array((2 * rows.reach + 2) * (2 * columns.reach + 2))
    const table = product
    const base = image * lowHeight * lowWidth
    const down = cy + 1 < lowHeight ? lowWidth : 0
    const beside = cx + 1 < lowWidth ? 1 : 0
    const a = base + cy * lowWidth + cx
    const [wa, wb, wc, wd] = [(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx]
    for (let qy = top; qy <= bottom; qy++) {
      for (let qx = left; qx <= right; qx++) {
        const q = base + qy * lowWidth + qx
        let sum = wa * gram(a, q)
        if (wb > 0) sum += wb * gram(a + beside, q)
        if (wc > 0) sum += wc * gram(a + down, q)
        if (wd > 0) sum += wd * gram(a + down + beside, q)
        table[(qy - top) * span + qx - left] = sum
      }
    }
    return (ny: number, nx: number): number => {
      const gy = rows.fraction[ny]!
      const gx = columns.fraction[nx]!
      const at = (rows.cell[ny]! - top) * span + columns.cell[nx]! - left
      let sum = (1 - gy) * (1 - gx) * table[at]!
      if (gx > 0) sum += (1 - gy) * gx * table[at + 1]!
      if (gy > 0) sum += gy * (1 - gx) * table[at + span]!
      if (gy > 0 && gx > 0) sum += gy * gx * table[at + span + 1]!
      return sum
    }
  }
}

/** Dot products between low-resolution embeddings, remembered. */
function gramTable(low: Float32Array, channels: number): (a: number, b: number) => number {
  const known = new Map<number, number>()
  const cells = low.length / channels
  return (a, b) => {
    const key = a < b ? a * cells + b : b * cells + a
    const found = known.get(key)
    if (found !== undefined) return found
    let sum = 0
    for (let c = 0, i = a * channels, j = b * channels; c < channels; c++) sum += low[i++]! * low[j++]!
    known.set(key, sum)
    return sum
  }
}

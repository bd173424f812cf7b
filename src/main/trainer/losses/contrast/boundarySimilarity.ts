import { alignedPosition } from '../../ops/resize.ts'
import { boundaryMap } from './boundary.ts'
import { lowestNeighbourSimilarity } from './neighbourSimilarity.ts'
import { NEIGHBOURS } from './neighbours.ts'

/** Features of one frame at low resolution, `[height,width,channels]`. */
export interface LowMap {
  readonly values: Float32Array
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** A number per pixel. */
export interface HeatMap {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** s^b of every pixel: the lowest cosine of its features to its 64 neighbours' (METHODS §2.4), 1 where all is alike. */
export function boundarySimilarity(low: LowMap, width: number, height: number): HeatMap {
  const everywhere = new Uint8Array(width * height).fill(1)
  const similarity = similarityOf(low, width, height, everywhere)
  return { width, height, data: Float32Array.from({ length: width * height }, (_, i) => similarity(i)) }
}

/** s^b of the pixels of a label map `[height,width]` that have one of another label among their 64 neighbours. */
export const similarityAtBoundaries = (
  low: LowMap,
  label: Uint8Array,
  width: number,
  height: number,
): number[] => boundaryPixels(low, label, width, height).map(({ similarity }) => similarity)

/** A pixel at a boundary, by its flat index, and its s^b. */
export interface BoundaryPixel {
  readonly pixel: number
  readonly similarity: number
}

/** The same with the pixels; of more than `most` of them, so many that are spread over all. */
export function boundaryPixels(
  low: LowMap,
  label: Uint8Array,
  width: number,
  height: number,
  most = Infinity,
): BoundaryPixel[] {
  const boundary = boundaryMap(label, height, width, 'none')
  const all = [...boundary.keys()].filter((i) => boundary[i] === 1)
  const step = Math.max(1, Math.ceil(all.length / most))
  const pixels = all.filter((_, i) => i % step === 0)
  const needed = new Uint8Array(width * height)
  for (const pixel of pixels) {
    const [y, x] = [Math.floor(pixel / width), pixel % width]
    needed[pixel] = 1
    for (const { dy, dx } of NEIGHBOURS) {
      const row = Math.min(height - 1, Math.max(0, y + dy))
      needed[row * width + Math.min(width - 1, Math.max(0, x + dx))] = 1
    }
  }
  const similarity = similarityOf(low, width, height, needed)
  return pixels.map((pixel) => ({ pixel, similarity: similarity(pixel) }))
}

/** s^b of a pixel that is needed itself and with its neighbours. */
const similarityOf = (low: LowMap, width: number, height: number, needed: Uint8Array) =>
  lowestNeighbourSimilarity({
    low: low.values,
    lowHeight: low.height,
    lowWidth: low.width,
    channels: low.channels,
    squaredNorms: squaredNorms(low, width, height, needed),
    width,
    height,
  })

/** Squared norms of the features at full size where they are needed: once per frame, so plainly. */
function squaredNorms(
  { values, height, width, channels }: LowMap,
  wide: number,
  tall: number,
  needed: Uint8Array,
) {
  const out = new Float32Array(wide * tall)
  for (let y = 0, i = 0; y < tall; y++) {
    const { cell: cy, fraction: fy } = alignedPosition(y, height, tall)
    const down = fy > 0 ? width * channels : 0
    for (let x = 0; x < wide; x++, i++) {
      if (needed[i] === 0) continue
      const { cell: cx, fraction: fx } = alignedPosition(x, width, wide)
      const beside = fx > 0 ? channels : 0
      const at = (cy * width + cx) * channels
      let sum = 0
      for (let c = at; c < at + channels; c++) {
        const top = (1 - fx) * values[c]! + fx * values[c + beside]!
        const bottom = (1 - fx) * values[c + down]! + fx * values[c + down + beside]!
        sum += ((1 - fy) * top + fy * bottom) ** 2
      }
      out[i] = sum
    }
  }
  return out
}

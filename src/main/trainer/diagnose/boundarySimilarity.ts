import { lowestNeighbourSimilarity } from '../losses/contrast/neighbourSimilarity.ts'
import { alignedPosition } from '../ops/resize.ts'

/** Embeddings of one frame at low resolution, `[height,width,channels]`. */
export interface LowEmbeddings {
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

/** s^b of every pixel: the lowest cosine of its embedding to its 64 neighbours' (METHODS §2.4), 1 where all is alike. */
export function boundarySimilarity(low: LowEmbeddings, width: number, height: number): HeatMap {
  const similarity = lowestNeighbourSimilarity({
    low: low.values,
    lowHeight: low.height,
    lowWidth: low.width,
    channels: low.channels,
    squaredNorms: squaredNorms(low, width, height),
    width,
    height,
  })
  return { width, height, data: Float32Array.from({ length: width * height }, (_, i) => similarity(i)) }
}

/** Squared norm of the embedding at full size, pixel by pixel: once per frame, so plainly. */
function squaredNorms({ values, height, width, channels }: LowEmbeddings, wide: number, tall: number) {
  const out = new Float32Array(wide * tall)
  for (let y = 0, i = 0; y < tall; y++) {
    const { cell: cy, fraction: fy } = alignedPosition(y, height, tall)
    const down = fy > 0 ? width * channels : 0
    for (let x = 0; x < wide; x++, i++) {
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

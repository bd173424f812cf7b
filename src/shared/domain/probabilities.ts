/** How sure a model is of each class, as bytes: 255 is certainty. Coarser than the frame. */
export interface Probabilities {
  readonly width: number
  readonly height: number
  readonly classes: number
  /** `[height,width,classes]` */
  readonly data: Uint8Array
}

/** What there is to see of a model's doubts. */
export type HeatMap = 'uncertainty' | 'confusion'
export const heatMaps: readonly HeatMap[] = ['uncertainty', 'confusion']

/** How sure the model is of any class but 0, in frame pixels, `[height,width]`. */
export const foregroundOf = (p: Probabilities, width: number, height: number): Uint8Array =>
  enlarged(
    each(p, (of) => 255 - of(0)),
    p,
    width,
    height,
  )

/**
 * A heat map in frame pixels, 0 to 255. `uncertainty`: entropy over the classes, 255 where all are as likely.
 * `confusion`: the second likeliest class that is not background, doubled; 255 where two lesions are as likely.
 */
export function heatOf(p: Probabilities, map: HeatMap, width: number, height: number): Uint8Array {
  return enlarged(each(p, map === 'uncertainty' ? entropy(p) : secondLesion(p)), p, width, height)
}

type Of = (value: number) => number

function each({ data, classes }: Probabilities, score: (of: Of) => number): Float32Array {
  return Float32Array.from({ length: data.length / classes }, (_, pixel) =>
    score((value) => data[pixel * classes + value]!),
  )
}

const entropy =
  ({ classes }: Probabilities) =>
  (of: Of): number => {
    let sum = 0
    for (let c = 0; c < classes; c++) {
      const share = of(c) / 255
      if (share > 0) sum -= share * Math.log(share)
    }
    return Math.min(255, (255 * sum) / Math.log(classes))
  }

const secondLesion =
  ({ classes }: Probabilities) =>
  (of: Of): number => {
    let [first, second] = [0, 0]
    for (let c = 1; c < classes; c++) {
      const share = of(c)
      if (share > first) [first, second] = [share, first]
      else if (share > second) second = share
    }
    return Math.min(255, 2 * second)
  }

/** Bilinear, corners on corners: as the net's own logits are enlarged. */
function enlarged(
  values: Float32Array,
  from: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): Uint8Array {
  const out = new Uint8Array(width * height)
  const columns = Array.from({ length: width }, (_, x) => place(x, width, from.width))
  for (let y = 0; y < height; y++) {
    const [top, down] = place(y, height, from.height)
    const upper = top * from.width
    const lower = Math.min(from.height - 1, top + 1) * from.width
    for (let x = 0; x < width; x++) {
      const [left, right] = columns[x]!
      const next = Math.min(from.width - 1, left + 1)
      const above = values[upper + left]! * (1 - right) + values[upper + next]! * right
      const below = values[lower + left]! * (1 - right) + values[lower + next]! * right
      out[y * width + x] = Math.round(above * (1 - down) + below * down)
    }
  }
  return out
}

/** The source pixel before a place, and how far it lies beyond it. */
function place(at: number, size: number, from: number): [number, number] {
  const where = size === 1 ? 0 : (at * (from - 1)) / (size - 1)
  const before = Math.min(from - 1, Math.floor(where))
  return [before, where - before]
}

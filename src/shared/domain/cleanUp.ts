import { partsOf } from './contours.ts'
import { integralOf, meanAround } from './integral.ts'
import { IGNORE } from './labelClass.ts'
import type { Mask } from './mask.ts'

/** A copy of the mask with the holes of a class filled: what it encloses without the frame's edge. Ignored pixels stay. */
export function withHolesFilled(mask: Mask, value: number): Mask {
  const { width, height } = mask
  const outside = { width, height, data: mask.data.map((v) => (v === value ? 1 : 0)) }
  const { labels, count } = partsOf(outside, 0)
  const open = new Uint8Array(count + 1)
  for (let x = 0; x < width; x++) open[labels[x]!] = open[labels[(height - 1) * width + x]!] = 1
  for (let y = 0; y < height; y++) open[labels[y * width]!] = open[labels[y * width + width - 1]!] = 1
  const data = mask.data.map((v, i) => (labels[i]! > 0 && open[labels[i]!] === 0 && v !== IGNORE ? value : v))
  return { width, height, data }
}

/** A copy without the parts of a class that are smaller than so many pixels. */
export function withoutIslands(mask: Mask, value: number, smallest: number): Mask {
  const { labels, count } = partsOf(mask, value)
  const areas = new Uint32Array(count + 1)
  for (const label of labels) areas[label]!++
  return { ...mask, data: mask.data.map((v, i) => (labels[i]! > 0 && areas[labels[i]!]! < smallest ? 0 : v)) }
}

/** A copy with a class grown by `by` pixels over background (or shrunk where `by` is below 0), in a round shape. */
export function grown(mask: Mask, value: number, by: number): Mask {
  const reach2 = by * by
  const distance2 = squaredDistance(mask, by > 0 ? (v) => v === value : (v) => v !== value)
  const data = mask.data.map((v, i) => {
    if (distance2[i]! > reach2) return v
    if (by > 0) return v === 0 ? value : v
    return v === value ? 0 : v
  })
  return { ...mask, data }
}

/** A copy with a class's edge smoothed: a pixel goes with most of the pixels around it, `radius` far. */
export function smoothed(mask: Mask, value: number, radius: number): Mask {
  const { width, height } = mask
  const inside = mask.data.map((v) => (v === value ? 1 : 0))
  const sums = integralOf(inside, width, height)
  const data = mask.data.map((v, i) => {
    if (v !== 0 && v !== value) return v
    return meanAround(sums, mask, i % width, Math.floor(i / width), radius) > 0.5 ? value : 0
  })
  return { width, height, data }
}

/** Squared distance of each pixel to the nearest that belongs, exact (Felzenszwalb and Huttenlocher, 2012). */
export function squaredDistance(
  { width, height, data }: Mask,
  belongs: (value: number) => boolean,
): Float64Array {
  const far = (width + height) ** 2
  const out = Float64Array.from(data, (v) => (belongs(v) ? 0 : far))
  const longest = Math.max(width, height)
  const line = new Float64Array(longest)
  const hull = { at: new Int32Array(longest), from: new Float64Array(longest + 1) }
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = out[y * width + x]!
    lowerEnvelope(line, height, hull, (y, d) => {
      out[y * width + x] = d
    })
  }
  for (let y = 0; y < height; y++) {
    line.set(out.subarray(y * width, (y + 1) * width))
    lowerEnvelope(line, width, hull, (x, d) => {
      out[y * width + x] = d
    })
  }
  return out
}

/** The lower envelope of parabolas of height `line[i]` at `i`. */
function lowerEnvelope(
  line: Float64Array,
  length: number,
  { at, from }: { at: Int32Array; from: Float64Array },
  write: (place: number, distance2: number) => void,
): void {
  let last = 0
  at[0] = 0
  from[0] = -Infinity
  const meet = (a: number, b: number) => (line[b]! + b * b - line[a]! - a * a) / (2 * (b - a))
  for (let q = 1; q < length; q++) {
    let s = meet(at[last]!, q)
    while (s <= from[last]!) s = meet(at[--last]!, q)
    at[++last] = q
    from[last] = s
  }
  for (let q = 0, k = 0; q < length; q++) {
    while (k < last && from[k + 1]! < q) k++
    write(q, (q - at[k]!) ** 2 + line[at[k]!]!)
  }
}

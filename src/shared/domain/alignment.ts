import { emptyMask, type Mask } from './mask.ts'
import type { Rgba } from './slic.ts'

/** Longer sides of the pictures that are compared, from coarse to fine, and how far each looks, px of its own. */
const COARSE = { side: 64, reach: 20 }
const FINE = { side: 256, reach: 5 }
/** Below this likeness the two do not show the same: nothing is moved. */
const LIKE = 0.25

export interface Shift {
  readonly dx: number
  readonly dy: number
  /** Correlation of the edges at that shift, −1 to 1. */
  readonly likeness: number
}

/**
 * How far the second picture's content lies from the first's, in frame pixels: the shift at which their edges
 * correlate best where they overlap. No shift where they do not look alike.
 */
export function shiftBetween(first: Rgba, second: Rgba): Shift {
  const none = { dx: 0, dy: 0, likeness: 0 }
  if (first.width !== second.width || first.height !== second.height) return none
  let found: Shift = none
  let scale = 1
  for (const { side, reach } of [COARSE, FINE]) {
    const factor = Math.max(1, Math.max(first.width, first.height) / side)
    const [a, b] = [edgesAt(first, factor), edgesAt(second, factor)]
    const start = { dx: Math.round((found.dx * scale) / factor), dy: Math.round((found.dy * scale) / factor) }
    found = best(a, b, start, reach)
    scale = factor
  }
  if (found.likeness < LIKE) return { ...none, likeness: found.likeness }
  return { ...found, dx: Math.round(found.dx * scale), dy: Math.round(found.dy * scale) }
}

/** A mask moved by a shift; what comes in from outside is background. */
export function moved(mask: Mask, { dx, dy }: Pick<Shift, 'dx' | 'dy'>): Mask {
  const out = emptyMask(mask.width, mask.height)
  for (let y = Math.max(0, dy); y < Math.min(mask.height, mask.height + dy); y++) {
    const from = (y - dy) * mask.width
    const left = Math.max(0, dx)
    const right = Math.min(mask.width, mask.width + dx)
    if (right > left)
      out.data.set(mask.data.subarray(from + left - dx, from + right - dx), y * mask.width + left)
  }
  return out
}

interface Edges {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Mean of 3×3 pixels: grain has edges too, and another one in every picture. */
function softened(grey: Float32Array, width: number, height: number): Float32Array {
  const out = grey.slice()
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      let sum = 0
      for (let near = at - width - 1; near <= at + width - 1; near += width)
        sum += grey[near]! + grey[near + 1]! + grey[near + 2]!
      out[at] = sum / 9
    }
  }
  return out
}

/** Lengths of the brightness gradient of a picture made smaller by averaging. */
function edgesAt(picture: Rgba, factor: number): Edges {
  const width = Math.max(3, Math.round(picture.width / factor))
  const height = Math.max(3, Math.round(picture.height / factor))
  const grey = new Float32Array(width * height)
  const counts = new Uint32Array(width * height)
  for (let y = 0; y < picture.height; y++) {
    const row = Math.floor((y * height) / picture.height) * width
    for (let x = 0; x < picture.width; x++) {
      const at = row + Math.floor((x * width) / picture.width)
      const i = 4 * (y * picture.width + x)
      grey[at]! += picture.data[i]! + picture.data[i + 1]! + picture.data[i + 2]!
      counts[at]!++
    }
  }
  for (let i = 0; i < grey.length; i++) grey[i]! /= Math.max(1, counts[i]!)
  const soft = softened(softened(grey, width, height), width, height)
  const data = new Float32Array(width * height)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++)
      data[at] = Math.hypot(soft[at + 1]! - soft[at - 1]!, soft[at + width]! - soft[at - width]!)
  }
  return { width, height, data }
}

function best(a: Edges, b: Edges, start: { dx: number; dy: number }, reach: number): Shift {
  let found: Shift = { ...start, likeness: -1 }
  for (let dy = start.dy - reach; dy <= start.dy + reach; dy++) {
    for (let dx = start.dx - reach; dx <= start.dx + reach; dx++) {
      const likeness = correlation(a, b, dx, dy)
      if (likeness > found.likeness) found = { dx, dy, likeness }
    }
  }
  return found
}

/**
 * Pearson's correlation where the second, moved back, lies over the first, the less the smaller that is: folds repeat
 * themselves, and a narrow strip often fits somewhere by chance. −1 where less than half overlaps.
 */
function correlation(a: Edges, b: Edges, dx: number, dy: number): number {
  const left = Math.max(0, -dx)
  const right = Math.min(a.width, a.width - dx)
  const top = Math.max(0, -dy)
  const bottom = Math.min(a.height, a.height - dy)
  const count = (right - left) * (bottom - top)
  const whole = a.width * a.height
  if (right <= left || bottom <= top || count < whole / 2) return -1
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0]
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const va = a.data[y * a.width + x]!
      const vb = b.data[(y + dy) * b.width + x + dx]!
      sa += va
      sb += vb
      saa += va * va
      sbb += vb * vb
      sab += va * vb
    }
  }
  const spread = Math.sqrt((saa - (sa * sa) / count) * (sbb - (sb * sb) / count))
  return spread > 0 ? (Math.sqrt(count / whole) * (sab - (sa * sb) / count)) / spread : -1
}

import type { Picture } from './picture.ts'

/** A square window of a scaled picture: the picture at `width × height`, seen from (`left`, `top`), `size` px wide. */
export interface Window {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly size: number
  readonly flip: boolean
}

interface Taps {
  readonly first: Int32Array
  readonly weights: readonly Float32Array[]
}

/**
 * Triangle-filter weights of Pillow's bilinear resize, which widens when shrinking (antialiasing), for output
 * positions `from … from+count−1` of `to`.
 */
function triangleTaps(inputs: number, to: number, from: number, count: number): Taps {
  const scale = inputs / to
  const support = Math.max(1, scale)
  const first = new Int32Array(count)
  const weights = Array.from({ length: count }, (_, i) => {
    const centre = (from + i + 0.5) * scale
    const low = Math.max(0, Math.floor(centre - support + 0.5))
    const high = Math.min(inputs, Math.floor(centre + support + 0.5))
    const taps = new Float32Array(high - low)
    let sum = 0
    for (let k = 0; k < taps.length; k++) {
      taps[k] = Math.max(0, 1 - Math.abs((low + k - centre + 0.5) / support))
      sum += taps[k]!
    }
    first[i] = low
    return taps.map((w) => w / sum)
  })
  return { first, weights }
}

/** The window's pixels `[size,size,3]`; black where the scaled picture does not reach. */
export function windowOf(picture: Picture, window: Window): Uint8Array {
  const { width, height, left, top, size, flip } = window
  const wide = Math.min(size, width - left)
  const tall = Math.min(size, height - top)
  const columns = triangleTaps(picture.width, width, left, wide)
  const rows = triangleTaps(picture.height, height, top, tall)
  const lowest = rows.first[0]!
  const highest = rows.first[tall - 1]! + rows.weights[tall - 1]!.length
  const strips = new Uint8Array((highest - lowest) * wide * 3)
  for (let y = lowest; y < highest; y++) resampleRow(picture, y, columns, strips, (y - lowest) * wide * 3)

  const out = new Uint8Array(size * size * 3)
  for (let y = 0; y < tall; y++) {
    const taps = rows.weights[y]!
    const start = (rows.first[y]! - lowest) * wide * 3
    for (let x = 0; x < wide; x++) {
      const to = (y * size + (flip ? size - 1 - x : x)) * 3
      for (let c = 0; c < 3; c++) {
        let sum = 0.5
        for (let k = 0, at = start + x * 3 + c; k < taps.length; k++, at += wide * 3)
          sum += taps[k]! * strips[at]!
        out[to + c] = sum
      }
    }
  }
  return out
}

function resampleRow(picture: Picture, y: number, columns: Taps, out: Uint8Array, at: number): void {
  const base = y * picture.width
  for (let x = 0; x < columns.first.length; x++) {
    const taps = columns.weights[x]!
    let r = 0.5
    let g = 0.5
    let b = 0.5
    for (let k = 0, from = (base + columns.first[x]!) * 3; k < taps.length; k++, from += 3) {
      const w = taps[k]!
      r += w * picture.data[from]!
      g += w * picture.data[from + 1]!
      b += w * picture.data[from + 2]!
    }
    out[at + x * 3] = r
    out[at + x * 3 + 1] = g
    out[at + x * 3 + 2] = b
  }
}

/** The same window of a label map, nearest neighbour; `beyond` where the scaled map does not reach. */
export function labelWindow(
  label: { width: number; height: number; data: Uint8Array },
  window: Window,
  beyond: number,
): Uint8Array {
  const { width, height, left, top, size, flip } = window
  const out = new Uint8Array(size * size).fill(beyond)
  const wide = Math.min(size, width - left)
  const tall = Math.min(size, height - top)
  for (let y = 0; y < tall; y++) {
    const row = Math.floor(((top + y + 0.5) * label.height) / height) * label.width
    for (let x = 0; x < wide; x++) {
      const from = row + Math.floor(((left + x + 0.5) * label.width) / width)
      out[y * size + (flip ? size - 1 - x : x)] = label.data[from]!
    }
  }
  return out
}

import type { Picture } from './picture.ts'

/**
 * A square window of a scaled picture: the picture at `width × height`, seen from (`left`, `top`), which may lie before
 * its first pixel, `size` px wide.
 */
export interface Window {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly size: number
  readonly flip: boolean
  /** Colour where the picture does not reach; black where nothing is said. */
  readonly beyond?: readonly [red: number, green: number, blue: number]
  /** Whether shrinking skips pixels instead of averaging them (PyTorch's plain bilinear resize, not Pillow's). */
  readonly plain?: boolean
}

/** The part of a window that the scaled picture reaches: from (`x`, `y`), `wide × tall`, before it is flipped. */
export function reached({ width, height, left, top, size }: Window) {
  const x = Math.max(0, -left)
  const y = Math.max(0, -top)
  return { x, y, wide: Math.min(size, width - left) - x, tall: Math.min(size, height - top) - y }
}

interface Taps {
  readonly first: Int32Array
  readonly weights: readonly Float32Array[]
}

/**
 * Triangle-filter weights of Pillow's bilinear resize, which widens when shrinking (antialiasing) unless it is `plain`,
 * for output positions `from … from+count−1` of `to`.
 */
function triangleTaps(inputs: number, to: number, from: number, count: number, plain = false): Taps {
  const scale = inputs / to
  const support = plain ? 1 : Math.max(1, scale)
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

/** The window's pixels `[size,size,3]`. */
export function windowOf(picture: Picture, window: Window): Uint8Array {
  const { width, height, left, top, size, flip, beyond = [0, 0, 0], plain = false } = window
  const { x: firstX, y: firstY, wide, tall } = reached(window)
  const columns = triangleTaps(picture.width, width, left + firstX, wide, plain)
  const rows = triangleTaps(picture.height, height, top + firstY, tall, plain)
  const lowest = rows.first[0]!
  const highest = rows.first[tall - 1]! + rows.weights[tall - 1]!.length
  const strips = new Uint8Array((highest - lowest) * wide * 3)
  for (let y = lowest; y < highest; y++) resampleRow(picture, y, columns, strips, (y - lowest) * wide * 3)

  const out = filled(size, beyond)
  for (let y = 0; y < tall; y++) {
    const taps = rows.weights[y]!
    const start = (rows.first[y]! - lowest) * wide * 3
    for (let x = 0; x < wide; x++) {
      const column = firstX + x
      const to = ((firstY + y) * size + (flip ? size - 1 - column : column)) * 3
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

function filled(size: number, colour: readonly number[]): Uint8Array {
  const out = new Uint8Array(size * size * 3)
  if (colour.some((level) => level !== 0)) for (let i = 0; i < out.length; i += 3) out.set(colour, i)
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
  const { x: firstX, y: firstY, wide, tall } = reached(window)
  for (let y = firstY; y < firstY + tall; y++) {
    const row = Math.floor(((top + y + 0.5) * label.height) / height) * label.width
    for (let x = firstX; x < firstX + wide; x++) {
      const from = row + Math.floor(((left + x + 0.5) * label.width) / width)
      out[y * size + (flip ? size - 1 - x : x)] = label.data[from]!
    }
  }
  return out
}

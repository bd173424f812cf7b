import { NEIGHBOURS, REACH } from './neighbours.ts'

/**
 * What lies beyond the edge of the image: nothing (the paper), or class 0 (the public code pads its label
 * map with zeros, so that foreground at the image's edge counts as boundary).
 */
export type Outside = 'none' | 'background'

/**
 * Which pixels of one label map `[height,width]` have a neighbour of another label among the 64 nearest
 * (METHODS §2.4); 255 counts as a label of its own. Returns 1 for boundary.
 */
export function boundaryMap(label: Uint8Array, height: number, width: number, outside: Outside): Uint8Array {
  const boundary = new Uint8Array(label.length)
  const edges = edgeSums(label, height, width)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inner = y >= REACH && x >= REACH && y < height - REACH && x < width - REACH
      const mayDiffer = edges(y, x) || (outside === 'background' && !inner)
      if (mayDiffer && differs(label, height, width, y, x, outside)) boundary[y * width + x] = 1
    }
  }
  return boundary
}

function differs(
  label: Uint8Array,
  height: number,
  width: number,
  y: number,
  x: number,
  outside: Outside,
): boolean {
  const own = label[y * width + x]!
  for (const { dy, dx } of NEIGHBOURS) {
    const ny = y + dy
    const nx = x + dx
    const inside = ny >= 0 && nx >= 0 && ny < height && nx < width
    if (inside ? label[ny * width + nx] !== own : outside === 'background' && own !== 0) return true
  }
  return false
}

/**
 * Tells whether any two adjacent pixels differ within reach of a pixel, from a summed-area table: a cheap
 * no for nearly all pixels, which spares them the 64 comparisons.
 */
function edgeSums(label: Uint8Array, height: number, width: number): (y: number, x: number) => boolean {
  const stride = width + 1
  const sums = new Int32Array((height + 1) * stride)
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const right = x + 1 < width && label[at] !== label[at + 1]
      const below = y + 1 < height && label[at] !== label[at + width]
      if (right || below) row++
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row
    }
  }
  return (y, x) => {
    const top = Math.max(0, y - REACH) * stride
    const bottom = Math.min(height, y + REACH + 1) * stride
    const left = Math.max(0, x - REACH)
    const right = Math.min(width, x + REACH + 1)
    return sums[bottom + right]! - sums[top + right]! - sums[bottom + left]! + sums[top + left]! > 0
  }
}

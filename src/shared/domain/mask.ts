import { IGNORE } from './labelClass.ts'

/** A label map in image pixels, row-major `[height,width]`: the truth that every other form is made from. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A part of a mask: `data` is row-major `[height,width]` with its corner at (`x`, `y`). */
export interface MaskPatch extends Mask {
  readonly x: number
  readonly y: number
}

export const emptyMask = (width: number, height: number): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height),
})

/** Copies of `mask` with `patch` written over it. Throws a RangeError where the patch leaves the mask. */
export function withPatch(mask: Mask, patch: MaskPatch): Mask {
  const { x, y, width, height } = patch
  if (x < 0 || y < 0 || x + width > mask.width || y + height > mask.height) {
    throw new RangeError('The painted area lies outside the frame.')
  }
  const changed = { ...mask, data: mask.data.slice() }
  writePatch(changed, patch)
  return changed
}

/** Writes a patch into a mask. It must lie inside. */
export function writePatch(mask: Mask, { x, y, width, height, data }: MaskPatch): void {
  for (let row = 0; row < height; row++)
    mask.data.set(data.subarray(row * width, (row + 1) * width), (y + row) * mask.width + x)
}

/** A rectangle of a mask, copied. It must lie inside. */
export function cutPatch(mask: Mask, { x, y, width, height }: Omit<MaskPatch, 'data'>): MaskPatch {
  const data = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (y + row) * mask.width + x
    data.set(mask.data.subarray(from, from + width), row * width)
  }
  return { x, y, width, height, data }
}

/** Pixels of each value, `[256]`. */
export function countValues(mask: Mask): Uint32Array {
  const counts = new Uint32Array(256)
  const { data } = mask
  // By runs: adding one to the same counter two million times takes ten times as long.
  for (let start = 0; start < data.length; ) {
    const value = data[start]!
    let end = start + 1
    while (end < data.length && data[end] === value) end++
    counts[value]! += end - start
    start = end
  }
  return counts
}

/** The classes a mask holds besides class 0 and ignore, ascending. */
export function classesPresent(mask: Mask): number[] {
  const counts = countValues(mask)
  return [...counts.keys()].filter((value) => value > 0 && value < IGNORE && counts[value]! > 0)
}

/** Nearest-neighbour resize: each target pixel takes the source pixel under its centre. */
export function resizeNearest(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const out = emptyMask(width, height)
  for (let y = 0; y < height; y++) {
    const from = Math.floor(((y + 0.5) * mask.height) / height) * mask.width
    for (let x = 0; x < width; x++) {
      out.data[y * width + x] = mask.data[from + Math.floor(((x + 0.5) * mask.width) / width)]!
    }
  }
  return out
}

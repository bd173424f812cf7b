import type { Rectangle } from '../Rectangle.ts'

interface Target {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/**
 * Writes `value` into the 4-connected pixels around `seed` that belong, by rows: each popped pixel fills its whole
 * run, so the stack stays small. Returns the rectangle that changed.
 */
export function floodFill(
  { data, width, height }: Target,
  seed: number,
  belongs: (pixel: number) => boolean,
  value: number,
): Rectangle | undefined {
  const seen = new Uint8Array(data.length)
  const stack = [seed]
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen[at] === 1 || !belongs(at)) continue
    const row = Math.floor(at / width) * width
    let from = at
    while (from > row && seen[from - 1] === 0 && belongs(from - 1)) from--
    let to = at
    while (to < row + width - 1 && seen[to + 1] === 0 && belongs(to + 1)) to++
    for (let pixel = from; pixel <= to; pixel++) {
      seen[pixel] = 1
      if (pixel >= width && seen[pixel - width] === 0) stack.push(pixel - width)
      if (pixel < data.length - width && seen[pixel + width] === 0) stack.push(pixel + width)
    }
    left = Math.min(left, from - row)
    right = Math.max(right, to - row)
    top = Math.min(top, row / width)
    bottom = Math.max(bottom, row / width)
  }
  if (right < 0) return undefined
  // Only now: whoever decides what belongs may look at the mask.
  for (let pixel = 0; pixel < data.length; pixel++) if (seen[pixel] === 1) data[pixel] = value
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

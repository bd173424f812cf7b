import { type Rectangle, spanning } from '../pixels/Rectangle.ts'

interface Target {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** Pixels seen by the newest fill carry its number, so that nothing has to be cleared between fills. */
let seen = new Uint32Array(0)
let fills = 0

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
  if (seen.length < data.length) [seen, fills] = [new Uint32Array(data.length), 0]
  const mark = ++fills
  const stack = [seed]
  const runs: number[] = []
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen[at] === mark || !belongs(at)) continue
    const row = Math.floor(at / width) * width
    let from = at
    while (from > row && seen[from - 1] !== mark && belongs(from - 1)) from--
    let to = at
    while (to < row + width - 1 && seen[to + 1] !== mark && belongs(to + 1)) to++
    for (let pixel = from; pixel <= to; pixel++) {
      seen[pixel] = mark
      if (pixel >= width && seen[pixel - width] !== mark) stack.push(pixel - width)
      if (pixel < data.length - width && seen[pixel + width] !== mark) stack.push(pixel + width)
    }
    runs.push(from, to + 1)
    left = Math.min(left, from - row)
    right = Math.max(right, to - row)
    top = Math.min(top, row / width)
    bottom = Math.max(bottom, row / width)
  }
  // Only now: whoever decides what belongs may look at the mask.
  for (let i = 0; i < runs.length; i += 2) data.fill(value, runs[i], runs[i + 1])
  return spanning(left, top, right, bottom)
}

/** Parts of a grid that hang together over edges and corners, numbered from 1 in reading order of their first pixel. */
export interface Touching {
  /** A part's number per pixel, row-major; 0 outside. */
  readonly labels: Int32Array
  /** Index of each part's first pixel in reading order; that of part n stands at n − 1. */
  readonly firsts: readonly number[]
}

/** The 8-connected parts of a grid: neighbours belong together where `joins` says so of both; `counts` says which pixels are in one. */
export function touchingParts(
  { width, height }: { readonly width: number; readonly height: number },
  counts: (at: number) => boolean,
  joins: (a: number, b: number) => boolean,
): Touching {
  const labels = new Int32Array(width * height)
  const firsts: number[] = []
  const stack: number[] = []
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== 0 || !counts(start)) continue
    firsts.push(start)
    labels[start] = firsts.length
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width
      const from = at - (x > 0 ? 1 : 0)
      const to = at + (x < width - 1 ? 1 : 0)
      for (const row of [-width, 0, width])
        for (let next = from + row; next <= to + row; next++) {
          if (next < 0 || next >= labels.length) continue
          if (labels[next] !== 0 || !counts(next) || !joins(at, next)) continue
          labels[next] = firsts.length
          stack.push(next)
        }
    }
  }
  return { labels, firsts }
}

/** A rectangle of a frame, px. */
export type Box = readonly [x: number, y: number, width: number, height: number]

/** The box of each part and how many pixels it has, in the grid's own pixels. */
export function measured({ labels, firsts }: Touching, width: number): { box: Box; pixels: number }[] {
  const found = firsts.map(() => ({ left: Infinity, top: Infinity, right: -1, bottom: -1, pixels: 0 }))
  for (const [at, label] of labels.entries()) {
    const part = found[label - 1]
    if (!part) continue
    const [x, y] = [at % width, Math.floor(at / width)]
    part.left = Math.min(part.left, x)
    part.right = Math.max(part.right, x)
    part.top = Math.min(part.top, y)
    part.bottom = Math.max(part.bottom, y)
    part.pixels++
  }
  return found.map(({ left, top, right, bottom, pixels }) => ({
    box: [left, top, right - left + 1, bottom - top + 1],
    pixels,
  }))
}

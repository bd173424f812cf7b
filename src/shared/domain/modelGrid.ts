/** Values on a model's own grid, which is coarser than the frame, `[height,width]`. */
export interface ModelGrid {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** In frame pixels, rounded. Bilinear, corners on corners: as the net's own logits are enlarged. */
export function enlarged({ data, ...from }: ModelGrid, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height)
  const columns = Array.from({ length: width }, (_, x) => place(x, width, from.width))
  for (let y = 0; y < height; y++) {
    const [top, down] = place(y, height, from.height)
    const upper = top * from.width
    const lower = Math.min(from.height - 1, top + 1) * from.width
    for (let x = 0; x < width; x++) {
      const [left, right] = columns[x]!
      const next = Math.min(from.width - 1, left + 1)
      const above = data[upper + left]! * (1 - right) + data[upper + next]! * right
      const below = data[lower + left]! * (1 - right) + data[lower + next]! * right
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

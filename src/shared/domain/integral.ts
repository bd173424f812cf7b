/**
 * Sums over all rectangles from the corner, `[height+1,width+1]`: the sum over any rectangle is then four of them.
 * Exact up to 2^53.
 */
export function integralOf(values: ArrayLike<number>, width: number, height: number): Float64Array {
  const w = width + 1
  const sums = new Float64Array(w * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += values[y * width + x]!
      sums[(y + 1) * w + x + 1] = sums[y * w + x + 1]! + row
    }
  }
  return sums
}

/** Mean over the square of `radius` around a pixel, cut off at the edges. */
export function meanAround(
  sums: Float64Array,
  { width, height }: { readonly width: number; readonly height: number },
  x: number,
  y: number,
  radius: number,
): number {
  const w = width + 1
  const left = x > radius ? x - radius : 0
  const right = x + radius + 1 < width ? x + radius + 1 : width
  const top = y > radius ? y - radius : 0
  const bottom = y + radius + 1 < height ? y + radius + 1 : height
  const sum =
    sums[bottom * w + right]! - sums[top * w + right]! - sums[bottom * w + left]! + sums[top * w + left]!
  return sum / ((right - left) * (bottom - top))
}

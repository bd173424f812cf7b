/** Pillow's smoothing kernel: the pixel five times, each of its eight neighbours once. */
const CENTRE = 5
const SUM = CENTRE + 8

/**
 * Distance of RGB bytes `[height,width,3]` from their smoothed picture times `factor`, with Pillow's arithmetic: below 1
 * they blur. Pixels at the edge have no whole neighbourhood and stay. Returns new pixels.
 */
export function adjustSharpness(
  pixels: Uint8Array,
  width: number,
  height: number,
  factor: number,
): Uint8Array {
  const out = pixels.slice()
  const row = width * 3
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * row + 3; i < (y + 1) * row - 3; i++) {
      let sum = (CENTRE - 1) * pixels[i]!
      for (let line = i - row; line <= i + row; line += row)
        sum += pixels[line - 3]! + pixels[line]! + pixels[line + 3]!
      const smooth = Math.floor(sum / SUM + 0.5)
      out[i] = Math.max(0, Math.min(255, smooth + factor * (pixels[i]! - smooth)))
    }
  }
  return out
}

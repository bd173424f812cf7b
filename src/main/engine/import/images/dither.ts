const WHITE = 255

/**
 * Grey to black and white as Pillow's `convert('1')` does: error diffusion after Floyd and Steinberg with Pillow's
 * integer arithmetic, row by row. The public code reads polyp masks so, which turns grey edges into noise (METHODS
 * §2.6, row 28); a threshold is the better reading and the default.
 */
export function dithered(grey: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(grey.length)
  // Errors for the row below; place x + 1 belongs to pixel x.
  const below = new Int32Array(width + 1)
  for (let row = 0; row < grey.length; row += width) {
    let [ahead, here, before] = [0, 0, 0]
    for (let x = 0; x < width; x++) {
      const sum = ahead + below[x + 1]!
      const value = Math.min(WHITE, Math.max(0, grey[row + x]! + Math.trunc(sum / 16)))
      const white = value > 128 ? WHITE : 0
      out[row + x] = white
      const error = value - white
      below[x] = 3 * error + here
      here = 5 * error + before
      before = error
      ahead = 7 * error
    }
    below[width] = here
  }
  return out
}

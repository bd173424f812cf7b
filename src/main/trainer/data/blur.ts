const PASSES = 3

/**
 * Pillow's Gaussian blur of RGB bytes: three box blurs of fractional radius each way, edges repeated, whole
 * levels after every pass. Not a true Gaussian, but what the method was trained with.
 */
export function blur(pixels: Uint8Array, width: number, height: number, sigma: number): Uint8Array {
  const radius = boxRadius(sigma)
  let now = pixels
  for (let pass = 0; pass < PASSES; pass++) now = boxBlur(now, height, width, 3, width * 3, radius)
  for (let pass = 0; pass < PASSES; pass++) now = boxBlur(now, width, height, width * 3, 3, radius)
  return now
}

/** Radius of the extended box whose three-fold convolution has variance sigma². */
function boxRadius(sigma: number): number {
  const variance = (sigma * sigma) / PASSES
  const whole = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2)
  const part = ((2 * whole + 1) * (whole * (whole + 1) - 3 * variance)) / (6 * (variance - (whole + 1) ** 2))
  return whole + part
}

/** Blurs `lines` lines of `length` pixels; consecutive pixels of a line lie `step` apart, lines `lineStep`. */
function boxBlur(
  from: Uint8Array,
  lines: number,
  length: number,
  step: number,
  lineStep: number,
  radius: number,
) {
  const out = new Uint8Array(from.length)
  const whole = Math.floor(radius)
  const centre = 1 / (2 * radius + 1)
  const edge = (1 - (2 * whole + 1) * centre) / 2
  for (let line = 0; line < lines; line++) {
    for (let c = 0; c < 3; c++) {
      const base = line * lineStep + c
      const at = (i: number) => from[base + Math.min(length - 1, Math.max(0, i)) * step]!
      let sum = 0
      for (let i = -whole; i <= whole; i++) sum += at(i)
      for (let i = 0; i < length; i++) {
        out[base + i * step] = sum * centre + (at(i - whole - 1) + at(i + whole + 1)) * edge + 0.5
        sum += at(i + whole + 1) - at(i - whole)
      }
    }
  }
  return out
}

/**
 * Colour changes on RGB bytes in place, with Pillow's arithmetic: every one ends in whole levels 0–255
 * (METHODS §0).
 */

/** Pillow's grey: L = (19595R + 38470G + 7471B + 32768) >> 16. */
const grey = (r: number, g: number, b: number) => (19595 * r + 38470 * g + 7471 * b + 32768) >> 16

const clipped = (value: number) => (value <= 0 ? 0 : value >= 255 ? 255 : value)

/** Every channel times `factor`. */
export function brighten(pixels: Uint8Array, factor: number): void {
  for (let i = 0; i < pixels.length; i++) pixels[i] = clipped(pixels[i]! * factor)
}

/** Distance from the picture's mean grey times `factor`. */
export function adjustContrast(pixels: Uint8Array, factor: number): void {
  let sum = 0
  for (let i = 0; i < pixels.length; i += 3) sum += grey(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!)
  const mean = Math.floor(sum / (pixels.length / 3) + 0.5)
  for (let i = 0; i < pixels.length; i++) pixels[i] = clipped(mean + factor * (pixels[i]! - mean))
}

/** Distance from each pixel's own grey times `factor`. */
export function adjustSaturation(pixels: Uint8Array, factor: number): void {
  for (let i = 0; i < pixels.length; i += 3) {
    const l = grey(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!)
    for (let c = i; c < i + 3; c++) pixels[c] = clipped(l + factor * (pixels[c]! - l))
  }
}

/** Three equal channels. */
export function toGrey(pixels: Uint8Array): void {
  for (let i = 0; i < pixels.length; i += 3)
    pixels.fill(grey(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!), i, i + 3)
}

const single = Math.fround

/**
 * Hue turned by `turn` (−½…½ of the circle) in Pillow's HSV, whose hue is a byte that wraps. Pillow computes it in
 * single precision and cuts to whole bytes, and a hue off by one is several levels of colour: so is it here.
 */
export function adjustHue(pixels: Uint8Array, turn: number): void {
  const shift = Math.trunc(turn * 255)
  for (let i = 0; i < pixels.length; i += 3) {
    const r = pixels[i]!
    const g = pixels[i + 1]!
    const b = pixels[i + 2]!
    const high = Math.max(r, g, b)
    const range = high - Math.min(r, g, b)
    if (range === 0) continue
    const saturation = Math.trunc(single(range / high) * 255)
    const hue = Math.trunc(single((hueOf(r, g, b, high, range) / 6 + 1) % 1) * 255) + shift
    fromHsv(pixels, i, ((hue % 256) + 256) % 256, saturation, high)
  }
}

/** The hue in sixths of the circle, from red. */
function hueOf(r: number, g: number, b: number, high: number, range: number): number {
  const below = (channel: number) => single((high - channel) / range)
  if (r === high) return single(below(b) - below(g))
  return g === high ? single(2 + below(r) - below(b)) : single(4 + below(g) - below(r))
}

function fromHsv(pixels: Uint8Array, i: number, hue: number, saturation: number, value: number): void {
  const sector = Math.floor((hue * 6) / 255)
  const f = single((hue * 6) / 255 - sector)
  const s = single(saturation / 255)
  const p = Math.round(value * (1 - s))
  const q = Math.round(value * (1 - s * f))
  const t = Math.round(value * (1 - s * (1 - f)))
  const v = value
  const [r, g, b] = [
    [v, t, p],
    [q, v, p],
    [p, v, t],
    [p, q, v],
    [t, p, v],
    [v, p, q],
  ][sector % 6] as [number, number, number]
  pixels[i] = r
  pixels[i + 1] = g
  pixels[i + 2] = b
}

/** How a frame is shown; it changes nothing but the look. */
export interface Window {
  /** Added, -1 to 1 of the whole range. */
  readonly brightness: number
  /** Factor around the middle, 1 is as it is. */
  readonly contrast: number
  /** Exponent; above 1 lightens the dark. */
  readonly gamma: number
  readonly emphasis: Emphasis
}

/** `vessels`: as narrow-band light shows it, blood dark, from the green and blue channels. Others: one channel alone. */
export type Emphasis = 'none' | 'vessels' | 'red' | 'green' | 'blue'
export const emphases: readonly Emphasis[] = ['none', 'vessels', 'red', 'green', 'blue']

export const plainWindow: Window = { brightness: 0, contrast: 1, gamma: 1, emphasis: 'none' }

export const isPlain = ({ brightness, contrast, gamma, emphasis }: Window): boolean =>
  brightness === 0 && contrast === 1 && gamma === 1 && emphasis === 'none'

/**
 * From which channel each shown channel is taken, as rows of red, green and blue shares. Narrow-band light holds
 * 415 nm and 540 nm, shown as blue and green, and as red: the green band. White light has no such bands; its green
 * and blue channels come nearest.
 */
const MIXES: Readonly<Record<Emphasis, readonly number[]>> = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  vessels: [0, 1, 0, 0, 0.35, 0.65, 0, 0.35, 0.65],
  red: [1, 0, 0, 1, 0, 0, 1, 0, 0],
  green: [0, 1, 0, 0, 1, 0, 0, 1, 0],
  blue: [0, 0, 1, 0, 0, 1, 0, 0, 1],
}

/** RGBA pixels as the window shows them, in a new array. */
export function windowed(
  rgba: Uint8ClampedArray | Uint8Array,
  window: Window,
): Uint8ClampedArray<ArrayBuffer> {
  const levels = levelsOf(window)
  const mix = MIXES[window.emphasis]
  const [rr, rg, rb, gr, gg, gb, br, bg, bb] = mix as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const out = new Uint8ClampedArray(rgba.length)
  for (let i = 0; i < rgba.length; i += 4) {
    const [r, g, b] = [rgba[i]!, rgba[i + 1]!, rgba[i + 2]!]
    out[i] = levels[Math.round(rr * r + rg * g + rb * b)]!
    out[i + 1] = levels[Math.round(gr * r + gg * g + gb * b)]!
    out[i + 2] = levels[Math.round(br * r + bg * g + bb * b)]!
    out[i + 3] = 255
  }
  return out
}

/** Each level as brightness, contrast and gamma make it. */
function levelsOf({ brightness, contrast, gamma }: Window): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, level) => {
    const v = (level / 255 - 0.5) * contrast + 0.5 + brightness
    return 255 * Math.min(1, Math.max(0, v)) ** (1 / gamma)
  })
}

/** sRGB to linear light, for each level. */
const LINEAR = Float32Array.from({ length: 256 }, (_, level) => {
  const v = level / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

/** CIELAB's cube root with its straight part near black, from a table: three lookups a pixel instead of three roots. */
const STEPS = 4096
const ROOT = Float32Array.from({ length: STEPS + 1 }, (_, i) => {
  const t = i / STEPS
  return t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116
})

/** CIELAB (D65) of RGBA pixels, `[height·width,3]`; L* from 0 to 100. */
export function labOf(rgba: Uint8ClampedArray | Uint8Array): Float32Array {
  const pixels = rgba.length / 4
  const lab = new Float32Array(pixels * 3)
  for (let i = 0; i < pixels; i++) {
    const r = LINEAR[rgba[4 * i]!]!
    const g = LINEAR[rgba[4 * i + 1]!]!
    const b = LINEAR[rgba[4 * i + 2]!]!
    const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    const y = root(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
    const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
    lab[3 * i] = 116 * y - 16
    lab[3 * i + 1] = 500 * (x - y)
    lab[3 * i + 2] = 200 * (y - z)
  }
  return lab
}

function root(t: number): number {
  const at = Math.min(STEPS - 1e-3, Math.max(0, t * STEPS))
  const i = Math.floor(at)
  return ROOT[i]! + (at - i) * (ROOT[i + 1]! - ROOT[i]!)
}

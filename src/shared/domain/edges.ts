import type { Rgba } from './slic.ts'

/** Share of pixels whose edges count as strongest: one highlight must not make all others look weak. */
const STRONGEST = 0.02

/**
 * What a path along edges costs in each pixel, `[height,width]`: 1 on the strongest edges, 255 where there is none.
 * Sobel's gradient of each channel, the strongest of the three, after a 3×3 binomial blur against noise.
 */
export function edgeCosts({ width, height, data }: Rgba): Uint8Array {
  const strength = new Float32Array(width * height)
  for (const channel of [0, 1, 2]) {
    const smooth = blurred(data, channel, width, height)
    strengthen(strength, smooth, width, height)
  }
  const most = quantile(strength, 1 - STRONGEST) || 1
  return Uint8Array.from(strength, (s) => 255 - Math.round(254 * Math.min(1, s / most)))
}

function blurred(rgba: Rgba['data'], channel: number, width: number, height: number): Float32Array {
  const rows = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const left = rgba[4 * (x > 0 ? at - 1 : at) + channel]!
      const right = rgba[4 * (x < width - 1 ? at + 1 : at) + channel]!
      rows[at] = (left + 2 * rgba[4 * at + channel]! + right) / 4
    }
  }
  const out = new Float32Array(width * height)
  for (let at = 0; at < out.length; at++) {
    const above = rows[at >= width ? at - width : at]!
    const below = rows[at < out.length - width ? at + width : at]!
    out[at] = (above + 2 * rows[at]! + below) / 4
  }
  return out
}

/** Raises each pixel's strength to the squared length of this channel's gradient, where that is more. */
function strengthen(strength: Float32Array, v: Float32Array, width: number, height: number): void {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const [nw, n, ne] = [v[at - width - 1]!, v[at - width]!, v[at - width + 1]!]
      const [sw, s, se] = [v[at + width - 1]!, v[at + width]!, v[at + width + 1]!]
      const gx = ne + 2 * v[at + 1]! + se - nw - 2 * v[at - 1]! - sw
      const gy = sw + 2 * s + se - nw - 2 * n - ne
      const length = Math.sqrt(gx * gx + gy * gy)
      if (length > strength[at]!) strength[at] = length
    }
  }
}

/** A quantile to about a thousandth of the range, by counting. */
function quantile(values: Float32Array, share: number): number {
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  if (most === 0) return 0
  const counts = new Uint32Array(1025)
  for (const value of values) counts[Math.floor((1024 * value) / most)]!++
  let left = share * values.length
  for (let i = 0; i < counts.length; i++) {
    left -= counts[i]!
    if (left <= 0) return ((i + 1) / 1024) * most
  }
  return most
}

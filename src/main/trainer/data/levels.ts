/**
 * Changes of each channel's levels by a table, on RGB bytes in place, with Pillow's arithmetic (METHODS §1.4). A
 * channel that has one level only stays as it is.
 */

type Table = (level: number) => number

/** Each channel's lowest level becomes 0 and its highest 255. */
export function autocontrast(pixels: Uint8Array): void {
  changeChannels(pixels, (counts) => {
    const low = counts.findIndex((n) => n > 0)
    const high = counts.findLastIndex((n) => n > 0)
    const scale = 255 / (high - low)
    return high > low ? (level) => level * scale - low * scale : undefined
  })
}

/** Each channel's levels are spread so that all are about as frequent. */
export function equalize(pixels: Uint8Array): void {
  changeChannels(pixels, (counts) => {
    const highest = counts[counts.findLastIndex((n) => n > 0)] ?? 0
    // Pillow does without the highest level's pixels, so that it ends at 255.
    const step = Math.floor((pixels.length / 3 - highest) / 255)
    if (step === 0) return undefined
    let below = Math.floor(step / 2)
    const table = counts.map((n) => {
      const level = Math.floor(below / step)
      below += n
      return level
    })
    return (level) => table[level]!
  })
}

/** Keeps the highest `bits` of each level. */
export function posterize(pixels: Uint8Array, bits: number): void {
  const kept = ~(2 ** (8 - bits) - 1)
  for (let i = 0; i < pixels.length; i++) pixels[i] = pixels[i]! & kept
}

/** Inverts levels from `threshold` upwards. */
export function solarize(pixels: Uint8Array, threshold: number): void {
  for (let i = 0; i < pixels.length; i++) if (pixels[i]! >= threshold) pixels[i] = 255 - pixels[i]!
}

/** Puts each channel through the table that follows from how often it has each level; none leaves it. */
function changeChannels(pixels: Uint8Array, tableOf: (counts: readonly number[]) => Table | undefined): void {
  for (let channel = 0; channel < 3; channel++) {
    const counts = Array.from({ length: 256 }, () => 0)
    for (let i = channel; i < pixels.length; i += 3) counts[pixels[i]!]!++
    const table = tableOf(counts)
    if (!table) continue
    const clipped = Uint8Array.from({ length: 256 }, (_, level) =>
      Math.max(0, Math.min(255, Math.trunc(table(level)))),
    )
    for (let i = channel; i < pixels.length; i += 3) pixels[i] = clipped[pixels[i]!]!
  }
}

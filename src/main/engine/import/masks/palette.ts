/** Channels may differ by so much within one colour: ringing, residue, soft edges. */
const NEAR = 64
/** What holds this share of a mask's pixels away from edges is no ringing, and a colour of its own from closer by. */
const SOLID = 0.01
const NEAR_SOLID = 32
/** A colour that no mask holds by this share, of its pixels away from edges, is noise. */
const LEAST = 0.001
/** Neighbours differ by less away from edges. */
const FLAT = 16
const CELL = 8
const CELLS = 32 ** 3

/** Counts the colours of masks, in cells of 8 levels a channel, and tells which of them are meant. */
export class ColourCensus {
  private readonly counts = new Float64Array(CELLS)
  private readonly sums = new Float64Array(CELLS * 3)
  private readonly largestShare = new Float64Array(CELLS)
  private readonly exact = new Set<number>()
  private soft = false

  /** `rgb` is `[pixel,channel]`, row by row; `soft` where the file may hold colours that nobody chose. */
  add(rgb: Uint8Array, width: number, soft: boolean): void {
    this.soft ||= soft
    const own = new Uint32Array(CELLS)
    let flat = 0
    let last = -1
    for (let p = 0; p < rgb.length; p += 3) {
      const colour = packed(rgb, p)
      if (colour !== last && this.exact.size <= EXACT) this.exact.add(colour)
      last = colour
      if (!isFlat(rgb, p, width)) continue
      flat++
      const cell = (rgb[p]! >> 3) * 1024 + (rgb[p + 1]! >> 3) * 32 + (rgb[p + 2]! >> 3)
      own[cell]!++
      for (let c = 0; c < 3; c++) this.sums[cell * 3 + c]! += rgb[p + c]!
    }
    own.forEach((count, cell) => {
      if (count === 0) return
      this.counts[cell]! += count
      this.largestShare[cell] = Math.max(this.largestShare[cell]!, count / flat)
    })
  }

  /**
   * The colours that are meant, packed: black and white alone where all others are their residue, else all of them where
   * the files hold few, else those around which the others lie.
   */
  palette(): number[] {
    if (!this.soft && this.exact.size <= EXACT) {
      const few = [...this.exact].sort((a, b) => a - b)
      return few.every(isNearBlackOrWhite) && few.some(isNearWhite) ? [BLACK, WHITE] : few
    }
    const cells = [...this.counts.keys()].filter((cell) => this.largestShare[cell]! >= LEAST)
    cells.sort((a, b) => this.counts[b]! - this.counts[a]!)
    const chosen: number[] = []
    for (const cell of cells) {
      const mean = [0, 1, 2].map((c) => Math.round(this.sums[cell * 3 + c]! / this.counts[cell]!))
      const colour = (mean[0]! << 16) | (mean[1]! << 8) | mean[2]!
      const apart = this.largestShare[cell]! >= SOLID ? NEAR_SOLID : NEAR
      if (chosen.every((other) => distance(other, colour) >= apart)) chosen.push(snapped(colour))
    }
    return chosen.sort((a, b) => a - b)
  }
}

/** Whether a pixel is like its four neighbours: at edges, codecs invent colours. */
function isFlat(rgb: Uint8Array, p: number, width: number): boolean {
  for (let c = 0; c < 3; c++) {
    const value = rgb[p + c]!
    if (Math.abs((rgb[p + 3 + c] ?? value) - value) >= FLAT) return false
    if (Math.abs((rgb[p + 3 * width + c] ?? value) - value) >= FLAT) return false
    if (Math.abs((rgb[p - 3 + c] ?? value) - value) >= FLAT) return false
    if (Math.abs((rgb[p - 3 * width + c] ?? value) - value) >= FLAT) return false
  }
  return true
}

/** So many colours are told apart exactly. */
const EXACT = 16

/** The colour of the pixel whose first channel stands at `at`, as one number. */
export const packed = (rgb: Uint8Array, at: number) => (rgb[at]! << 16) | (rgb[at + 1]! << 8) | rgb[at + 2]!
const channelsOf = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const

/** The largest difference of a channel. */
export function distance(a: number, b: number): number {
  const [x, y] = [channelsOf(a), channelsOf(b)]
  return Math.max(Math.abs(x[0] - y[0]), Math.abs(x[1] - y[1]), Math.abs(x[2] - y[2]))
}

/** Almost full or empty channels were full or empty before they were compressed. */
const snapped = (colour: number) =>
  channelsOf(colour).reduce((sum, c) => (sum << 8) | (c < 2 * CELL ? 0 : c > 255 - 2 * CELL ? 255 : c), 0)

const [BLACK, WHITE] = [0, 0xffffff]
const isNearWhite = (colour: number) => distance(colour, WHITE) < NEAR
const isNearBlackOrWhite = (colour: number) => distance(colour, BLACK) < NEAR || isNearWhite(colour)

/** Whether a palette is black and white alone. */
export const isBlackAndWhite = (palette: readonly number[]): boolean =>
  palette.every((colour) => colour === BLACK || colour === WHITE)

export const hexOf = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`

/** The place in the palette of the colour nearest to each pixel. */
export function nearestOf(rgb: Uint8Array, palette: readonly number[]): Uint8Array {
  const known = new Map<number, number>()
  const out = new Uint8Array(rgb.length / 3)
  let last = -1
  for (let i = 0; i < out.length; i++) {
    const colour = packed(rgb, i * 3)
    if (colour === last) {
      out[i] = out[i - 1]!
      continue
    }
    last = colour
    let nearest = known.get(colour)
    if (nearest === undefined) {
      nearest = palette.reduce(
        (best, other, place) => (distance(other, colour) < distance(palette[best]!, colour) ? place : best),
        0,
      )
      known.set(colour, nearest)
    }
    out[i] = nearest
  }
  return out
}

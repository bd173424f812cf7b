/** A picture's perceptual hash of 64 bits, in halves. */
export interface PerceptualHash {
  readonly high: number
  readonly low: number
}

/** Bits in which the hashes of two pictures may differ, of 64, that are taken for one. */
export const ALIKE_BITS = 3

/** Of 16 hexadecimal digits, as the catalogue keeps it. */
export const hashIn = (hex: string): PerceptualHash => ({
  high: Number.parseInt(hex.slice(0, 8), 16),
  low: Number.parseInt(hex.slice(8), 16),
})

/** How many bits are set in 32. Two hashes differ in `bits(high ^ high) + bits(low ^ low)`. */
export function bits(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** A colour as a canvas stores it in 32 bits (little-endian); all four 0 to 255. */
export const packedColour = (red: number, green: number, blue: number, alpha: number): number =>
  ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0

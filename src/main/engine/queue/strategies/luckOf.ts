/** A number in [0, 1) for a frame, the same each time and even over all (the finish of MurmurHash3). */
export function luckOf(frame: number): number {
  let h = (frame + 0x9e3779b9) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

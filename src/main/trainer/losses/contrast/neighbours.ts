/** A step in the image, in pixels. */
export interface Offset {
  readonly dy: number
  readonly dx: number
}

/** No neighbour is further than this along either axis, in pixels. */
export const REACH = 4

/**
 * The 64 lattice points nearest to a pixel (METHODS §2.4): all with r² ≤ 18 and, of the eight with r² = 20,
 * the four that a stable sort of the public code keeps.
 */
export const NEIGHBOURS: readonly Offset[] = nearestOffsets()

function nearestOffsets(): Offset[] {
  const offsets: Offset[] = []
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const r2 = dy * dy + dx * dx
      const kept =
        r2 === 20 &&
        ((dy === -4 && Math.abs(dx) === 2) || (dy === -2 && dx === -4) || (dy === -2 && dx === 4))
      if (r2 > 0 && (r2 <= 18 || kept)) offsets.push({ dy, dx })
    }
  }
  return offsets
}

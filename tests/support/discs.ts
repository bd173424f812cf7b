import { emptyMask, type Mask } from '../../src/shared/domain/mask.ts'

/** A round lesion, in frame px. */
export interface Disc {
  readonly value: number
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** A square mask with some discs, the later over the earlier. */
export function discs(side: number, ...all: readonly Disc[]): Mask {
  const mask = emptyMask(side, side)
  for (const { value, x, y, radius } of all)
    for (let i = 0; i < mask.data.length; i++)
      if (Math.hypot((i % side) + 0.5 - x, Math.floor(i / side) + 0.5 - y) < radius) mask.data[i] = value
  return mask
}

import { MOST_CLASSES } from '../../../../shared/domain/labelClass.ts'

/** Bits of a mask: 1 for "there is one", 1 << class for each class above 0 that it holds. */
export function classBits(areas: ArrayLike<number>): number {
  let bits = 1
  for (let c = 1; c < MOST_CLASSES; c++) if ((areas[c] ?? 0) > 0) bits |= 1 << c
  return bits
}

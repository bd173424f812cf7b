import { type Random, whole } from '../../../shared/domain/random.ts'
import type { Box } from './cutMixBox.ts'

/** A box of half the crop's area, more than half as wide, anywhere in it (METHODS §1.5). */
export function drawHalfBox(size: number, random: Random): Box {
  const width = whole(random, Math.floor(size / 2) + 1, size - 1)
  const height = Math.round((size * size) / 2 / width)
  const left = whole(random, 0, size - width)
  const top = whole(random, 0, size - height)
  return { left, top, width, height }
}

import { type Random, whole } from '../../../shared/domain/random.ts'
import type { Window } from '../../../shared/domain/resample.ts'
import type { RoundSettings } from '../../../shared/trainer/parts/round.ts'

/**
 * The weak view of METHODS §0: the longer side scaled to a whole number of pixels in [½L, 2L], where L is `base` px, or
 * the picture's own longer side; a random crop of `size` (padded right and below where the picture is smaller), flipped
 * left to right half of the time.
 */
export function drawWeakView(
  width: number,
  height: number,
  size: number,
  random: Random,
  crop: RoundSettings['weakCrop'],
  base = Math.max(width, height),
): Window {
  const long = Math.max(width, height)
  const scaled = whole(random, Math.floor(base / 2), base * 2)
  const other = (side: number) => Math.floor((side * scaled) / long + 0.5)
  const [w, h] = width >= height ? [scaled, other(height)] : [other(width), scaled]
  const place = (room: number) =>
    crop === 'random' ? whole(random, 0, Math.max(0, room)) : Math.floor(Math.max(0, room) / 2)
  const left = place(w - size)
  const top = place(h - size)
  return { width: w, height: h, left, top, size, flip: random() < 0.5 }
}

/** The mean colour that nets of ImageNet take off, in bytes. */
export const MEAN_COLOUR = [124, 116, 104] as const

/** The same, padded with the mean colour (METHODS §1.4). */
export const drawFilledView = (...way: Parameters<typeof drawWeakView>): Window => ({
  ...drawWeakView(...way),
  beyond: MEAN_COLOUR,
})

import { between, type Random, whole } from '../../../shared/domain/random.ts'
import type { Window } from '../../../shared/domain/resample.ts'
import type { RoundSettings } from '../../../shared/trainer/parts/round.ts'
import { MEAN_COLOUR } from './weakView.ts'

/**
 * The weak view of METHODS §1.5: shrunk to ½–1 or grown to 1–2 times its size, each half of the time, without
 * antialiasing; flipped left to right half of the time, padded on all sides where it is smaller than `size`, cropped.
 */
export function drawPlainView(
  width: number,
  height: number,
  size: number,
  random: Random,
  crop: RoundSettings['weakCrop'],
): Window {
  const scale = random() < 0.5 ? between(random, 0.5, 1) : between(random, 1, 2)
  const scaled = { width: Math.floor(width * scale), height: Math.floor(height * scale) }
  const flip = random() < 0.5
  // A window is flipped with its padding, the picture alone is meant: of an odd number, the smaller part stays left.
  const padded = (missing: number, mirrored: boolean) =>
    mirrored ? Math.ceil(missing / 2) : Math.floor(missing / 2)
  const place = (side: number, mirrored: boolean) => {
    if (side < size) return -padded(size - side, mirrored)
    return crop === 'random' ? whole(random, 0, side - size) : Math.floor((side - size) / 2)
  }
  const top = place(scaled.height, false)
  const left = place(scaled.width, flip)
  return { ...scaled, left, top, size, flip, beyond: MEAN_COLOUR, plain: true }
}

import { countValues, type Mask } from '../../../shared/domain/mask.ts'
import { type Random, whole } from '../../../shared/domain/random.ts'
import type { Window } from '../../../shared/domain/resample.ts'

/**
 * A window of the same scale, laid so that a pixel of a lesion lies somewhere in it: of one of these classes, all alike,
 * and of its pixels, all alike. The window itself where there are no classes, or the class drawn is too small to be left
 * in the label.
 */
export function lesionCrop(window: Window, label: Mask, classes: readonly number[], random: Random): Window {
  const wanted = classes[whole(random, 0, classes.length - 1)]
  const pixel = wanted === undefined ? -1 : drawPixel(label, wanted, random)
  if (pixel < 0) return window
  const around = (at: number, from: number, to: number) => {
    const scaled = Math.floor(((at + 0.5) * to) / from)
    const first = scaled - whole(random, 0, window.size - 1)
    return Math.min(Math.max(0, first), Math.max(0, to - window.size))
  }
  return {
    ...window,
    left: around(pixel % label.width, label.width, window.width),
    top: around(Math.floor(pixel / label.width), label.height, window.height),
  }
}

/** Where one of the pixels of a class lies; -1 where there is none. */
function drawPixel(label: Mask, wanted: number, random: Random): number {
  let left = whole(random, 0, countValues(label)[wanted]! - 1)
  return label.data.findIndex((value) => value === wanted && left-- === 0)
}

import { IGNORE } from '../../../shared/domain/labelClass.ts'
import { type Random, whole } from '../../../shared/domain/random.ts'
import type { CorrMatchSettings } from '../../../shared/trainer/methods/corrmatch.ts'
import type { StrongBatch } from '../data/Batch.ts'
import { alignedPosition } from '../ops/resize.ts'

/** Numbers of some of a map's `places`, drawn with repetition (METHODS §1.6). */
export function drawPlaces(
  places: number,
  { regions, drawsLastPlace }: Pick<CorrMatchSettings, 'regions' | 'drawsLastPlace'>,
  random: Random,
): number[] {
  const last = places - (drawsLastPlace ? 1 : 2)
  return Array.from({ length: regions }, () => whole(random, 0, last))
}

/**
 * Regions of pixels that are alike, by numbers in `[B,S,S]`, of the same places of each image: image by image, in the places'
 * order, without what `ignore` has 255 for. `likeness` `[B,n,n]`: how alike its n places are to place i, in row i. One at a time,
 * since all of a batch would be large.
 */
export function* regionsOf(
  likeness: Float32Array,
  places: readonly number[],
  ignore: Uint8Array,
  size: number,
): Generator<Int32Array> {
  const pixels = size * size
  const images = ignore.length / pixels
  const n = Math.sqrt(likeness.length / images)
  const alike = alikePixels(Math.sqrt(n), size)
  for (let image = 0; image < images; image++) {
    const padded = ignore.subarray(image * pixels, (image + 1) * pixels)
    // Few places on a small map: most are drawn several times.
    const known = new Map<number, Int32Array>()
    for (const place of places) {
      const row = (image * n + place) * n
      const region = known.get(place) ?? alike(likeness.subarray(row, row + n), padded, image * pixels)
      known.set(place, region)
      yield region
    }
  }
}

/** Where a map is in the upper half of its range and `ignore` is not 255: numbers in `[S,S]`, counted from `first`. */
type AlikePixels = (map: Float32Array, ignore: Uint8Array, first: number) => Int32Array

/** Finds the pixels of a region in a row of likeness `[side,side]`, resized to `[size,size]`. */
export function alikePixels(side: number, size: number): AlikePixels {
  const enlarge = enlarger(side, size)
  const found = new Int32Array(size * size)
  return (map, ignore, first) => {
    const full = enlarge(map)
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < full.length; i++) {
      const value = full[i]!
      if (value < lowest) lowest = value
      if (value > highest) highest = value
    }
    const middle = (lowest + highest) / 2
    let count = 0
    for (let i = 0; i < full.length; i++) {
      if (full[i]! > middle && ignore[i] !== IGNORE) found[count++] = first + i
    }
    return found.slice(0, count)
  }
}

/**
 * Resizes maps `[side,side]` to `[size,size]` with aligned corners, one axis after the other. What it returns is good until
 * it is called again: a batch has a thousand regions.
 */
function enlarger(side: number, size: number): (map: Float32Array) => Float32Array {
  const positions = Array.from({ length: size }, (_, i) => alignedPosition(i, side, size))
  const cells = Int32Array.from(positions, ({ cell }) => cell)
  const fractions = Float64Array.from(positions, ({ fraction }) => fraction)
  const wide = new Float32Array(side * size)
  const full = new Float32Array(size * size)
  return (map) => {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < size; x++) {
        const left = map[y * side + cells[x]!]!
        wide[y * size + x] = left + fractions[x]! * (map[y * side + cells[x]! + 1]! - left)
      }
    }
    for (let y = 0; y < size; y++) {
      const above = cells[y]! * size
      const fraction = fractions[y]!
      for (let x = 0; x < size; x++) {
        const top = wide[above + x]!
        full[y * size + x] = top + fraction * (wide[above + size + x]! - top)
      }
    }
    return full
  }
}

/** `ignore` `[B,S,S]` with 255 in the boxes too. */
export function withBoxesIgnored(ignore: Uint8Array, boxes: StrongBatch['boxes'], size: number): Uint8Array {
  const filled = ignore.slice()
  for (const [image, box] of boxes.entries()) {
    if (!box) continue
    for (let y = box.top; y < box.top + box.height; y++) {
      const start = (image * size + y) * size + box.left
      filled.fill(IGNORE, start, start + box.width)
    }
  }
  return filled
}

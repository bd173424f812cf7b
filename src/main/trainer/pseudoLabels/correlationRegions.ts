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
  for (let image = 0; image < images; image++) {
    // Few places on a small map: most are drawn several times.
    const known = new Map<number, Int32Array>()
    for (const place of places) {
      const row = (image * n + place) * n
      const region = known.get(place) ?? regionOf(likeness.subarray(row, row + n), image, ignore, size)
      known.set(place, region)
      yield region
    }
  }
}

function regionOf(row: Float32Array, image: number, ignore: Uint8Array, size: number): Int32Array {
  const first = image * size * size
  return alikePixels(row, size)
    .map((pixel) => first + pixel)
    .filter((pixel) => ignore[pixel] !== IGNORE)
}

/** Pixels of `[S,S]` where a square map, resized to it, is in the upper half of its range. */
export function alikePixels(map: Float32Array, size: number): Int32Array {
  const full = enlarged(map, Math.sqrt(map.length), size)
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of full) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  const middle = (lowest + highest) / 2
  const found = new Int32Array(full.length)
  let count = 0
  for (let pixel = 0; pixel < full.length; pixel++) if (full[pixel]! > middle) found[count++] = pixel
  return found.slice(0, count)
}

/** The aligned bilinear resize of a map `[side,side]` to `[size,size]`, one axis after the other. */
function enlarged(map: Float32Array, side: number, size: number): Float32Array {
  const positions = Array.from({ length: size }, (_, i) => alignedPosition(i, side, size))
  const wide = new Float32Array(side * size)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < size; x++) {
      const { cell, fraction } = positions[x]!
      const left = map[y * side + cell]!
      wide[y * size + x] = fraction === 0 ? left : left + fraction * (map[y * side + cell + 1]! - left)
    }
  }
  const full = new Float32Array(size * size)
  for (const [y, { cell, fraction }] of positions.entries()) {
    const [above, below] = [cell * size, fraction === 0 ? cell * size : (cell + 1) * size]
    for (let x = 0; x < size; x++) {
      const top = wide[above + x]!
      full[y * size + x] = top + fraction * (wide[below + x]! - top)
    }
  }
  return full
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

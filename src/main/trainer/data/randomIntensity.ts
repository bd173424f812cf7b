import { between, type Random, whole } from '../../../shared/domain/random.ts'
import { blur } from './blur.ts'
import { adjustContrast, adjustHue, adjustSaturation, brighten } from './colour.ts'
import { autocontrast, equalize, posterize, solarize } from './levels.ts'
import { adjustSharpness } from './sharpness.ts'

type Change = (pixels: Uint8Array, size: number, random: Random) => Uint8Array

const MOST = 3

/** In (.05, .95]: every one takes something away. */
const factor = (random: Random) => 0.95 - 0.9 * random()

/** A change of the pixels that it is given, which are a view's own. */
const inPlace =
  (change: (pixels: Uint8Array, random: Random) => void): Change =>
  (pixels, _, random) => {
    change(pixels, random)
    return pixels
  }

const changes: readonly Change[] = [
  (pixels) => pixels,
  inPlace(autocontrast),
  inPlace(equalize),
  (pixels, size, random) => blur(pixels, size, size, between(random, 0.1, 2)),
  inPlace((pixels, random) => adjustContrast(pixels, factor(random))),
  inPlace((pixels, random) => brighten(pixels, factor(random))),
  inPlace((pixels, random) => adjustSaturation(pixels, factor(random))),
  (pixels, size, random) => adjustSharpness(pixels, size, size, factor(random)),
  inPlace((pixels, random) => posterize(pixels, 8 - Math.max(1, Math.ceil(4 * random())))),
  inPlace((pixels, random) => solarize(pixels, 256 - Math.max(1, Math.ceil(255 * random())))),
  inPlace((pixels, random) => adjustHue(pixels, (random() < 0.5 ? -1 : 1) * between(random, 0, 0.5))),
]

/**
 * AugSeg's strong view of a weak crop `[size,size,3]`: one to three changes out of eleven, each as likely as the others
 * and as often as it comes, of random strength (METHODS §1.4). Returns new pixels.
 */
export function randomIntensity(weak: Uint8Array, size: number, random: Random): Uint8Array {
  let pixels: Uint8Array = weak.slice()
  for (let left = whole(random, 1, MOST); left > 0; left--)
    pixels = changes[whole(random, 0, changes.length - 1)]!(pixels, size, random)
  return pixels
}

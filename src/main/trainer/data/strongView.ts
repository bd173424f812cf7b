import { between, permutation, type Random } from '../../../shared/domain/random.ts'
import { blur } from './blur.ts'
import { adjustContrast, adjustHue, adjustSaturation, brighten, toGrey } from './colour.ts'

const JITTER = { probability: 0.8, factor: 0.5, hue: 0.25 }
const GREY_PROBABILITY = 0.2
const BLUR = { probability: 0.5, from: 0.1, to: 2 }

/**
 * The strong view of METHODS §0 of a weak crop `[size,size,3]`: colour jitter in random order, sometimes grey,
 * sometimes blurred. Returns new pixels.
 */
export function strongView(weak: Uint8Array, size: number, random: Random): Uint8Array {
  let pixels: Uint8Array = weak.slice()
  if (random() < JITTER.probability) jitter(pixels, random)
  if (random() < GREY_PROBABILITY) toGrey(pixels)
  if (random() < BLUR.probability) pixels = blur(pixels, size, size, between(random, BLUR.from, BLUR.to))
  return pixels
}

function jitter(pixels: Uint8Array, random: Random): void {
  const factor = () => between(random, 1 - JITTER.factor, 1 + JITTER.factor)
  const [brightness, contrast, saturation] = [factor(), factor(), factor()]
  const hue = between(random, -JITTER.hue, JITTER.hue)
  const changes = [
    () => brighten(pixels, brightness),
    () => adjustContrast(pixels, contrast),
    () => adjustSaturation(pixels, saturation),
    () => adjustHue(pixels, hue),
  ]
  for (const i of permutation(random, changes.length)) changes[i]!()
}

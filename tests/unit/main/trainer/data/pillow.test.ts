import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blur } from '../../../../../src/main/trainer/data/blur.ts'
import {
  adjustContrast,
  adjustHue,
  adjustSaturation,
  brighten,
  toGrey,
} from '../../../../../src/main/trainer/data/colour.ts'
import { autocontrast, equalize, posterize, solarize } from '../../../../../src/main/trainer/data/levels.ts'
import { adjustSharpness } from '../../../../../src/main/trainer/data/sharpness.ts'
import { windowOf } from '../../../../../src/shared/domain/resample.ts'

interface View {
  by: number
  pixels: number[]
}
type Name = 'brightness' | 'contrast' | 'saturation' | 'hue' | 'grey' | 'blur' | 'resize' | Intensity
type Intensity = 'autocontrast' | 'equalize' | 'posterize' | 'solarize' | 'sharpness'
type Fixture = { width: number; height: number; image: number[] } & Record<Name, View[]>

/** Written by Pillow itself: `tests/oracles/pillow_views.py`. */
const d = JSON.parse(readFileSync(join(import.meta.dirname, 'pillow.json'), 'utf8')) as Fixture
const { width, height } = d
const image = Uint8Array.from(d.image)

const inPlace = (change: (pixels: Uint8Array, by: number) => void) => (by: number) => {
  const pixels = image.slice()
  change(pixels, by)
  return pixels
}

/** The whole picture at another size: a window is square, so a larger one is cut. */
function resized(by: number): Uint8Array {
  const [wide, tall] = [Math.floor(width * by), Math.floor(height * by)]
  const size = Math.max(wide, tall)
  const window = { width: wide, height: tall, left: 0, top: 0, size, flip: false }
  const square = windowOf({ width, height, data: image }, window)
  return Uint8Array.from({ length: wide * tall * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return square[(Math.floor(pixel / wide) * size + (pixel % wide)) * 3 + (i % 3)]!
  })
}

/** A change that shows only on a picture of few levels: on one of less contrast. */
const ofContrast = (change: (pixels: Uint8Array) => void) =>
  inPlace((pixels, by) => {
    adjustContrast(pixels, by)
    change(pixels)
  })

const ours: Readonly<Record<Name, (by: number) => Uint8Array>> = {
  brightness: inPlace(brighten),
  contrast: inPlace(adjustContrast),
  saturation: inPlace(adjustSaturation),
  hue: inPlace(adjustHue),
  grey: inPlace(toGrey),
  blur: (by) => blur(image, width, height, by),
  autocontrast: ofContrast(autocontrast),
  equalize: ofContrast(equalize),
  posterize: inPlace(posterize),
  solarize: inPlace(solarize),
  sharpness: (by) => adjustSharpness(image, width, height, by),
  resize: resized,
}

describe('views are within one level of Pillow', () => {
  const cases = (Object.keys(ours) as Name[]).flatMap((name) =>
    d[name].map((view) => [name, view.by, view] as const),
  )
  it.each(cases)('%s by %f', (name, by, view) => {
    const pixels = ours[name](by)
    expect(pixels.length).toBe(view.pixels.length)
    const worst = view.pixels.reduce((most, v, i) => Math.max(most, Math.abs(v - pixels[i]!)), 0)
    expect(worst).toBeLessThanOrEqual(1)
  })
})

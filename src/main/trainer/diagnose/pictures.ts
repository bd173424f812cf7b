import sharp from 'sharp'
import { IGNORE } from '../../../shared/domain/labelClass.ts'
import type { Mask } from '../../../shared/domain/mask.ts'
import { mapColour } from '../../../shared/domain/palettes.ts'
import type { Picture } from '../data/picture.ts'
import type { HeatMap } from '../losses/contrast/boundarySimilarity.ts'

/** Longest side of a picture in a report, px: many of them make one file. */
const SIDE = 220
const OPACITY = 0.45

/** A frame with a mask over it, as PNG. */
export async function overlayPng(picture: Picture, mask: Mask): Promise<Uint8Array> {
  const { width, height } = picture
  const pixels = Uint8Array.from(picture.data)
  for (let i = 0; i < width * height; i++) {
    const y = Math.floor(((Math.floor(i / width) + 0.5) * mask.height) / height)
    const x = Math.floor((((i % width) + 0.5) * mask.width) / width)
    const value = mask.data[y * mask.width + x]!
    if (value === 0 || value === IGNORE) continue
    const colour = rgb(mapColour(value))
    for (let c = 0; c < 3; c++)
      pixels[i * 3 + c] = Math.round(pixels[i * 3 + c]! * (1 - OPACITY) + colour[c]! * OPACITY)
  }
  return png(pixels, width, height)
}

/** Similarity as light, from the frame's lowest to 1: dark where embeddings change most within a few pixels. */
export async function heatPng({ data, width, height }: HeatMap): Promise<Uint8Array> {
  const pixels = new Uint8Array(width * height * 3)
  const lowest = data.reduce((low, value) => Math.min(low, value), 1)
  for (let i = 0; i < data.length; i++) {
    const light = Math.max(0, Math.min(1, (data[i]! - lowest) / (1 - lowest || 1)))
    pixels.set([255 * light, 255 * light ** 2, 255 * (0.25 + 0.75 * light ** 3)], i * 3)
  }
  return png(pixels, width, height)
}

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

const png = (pixels: Uint8Array, width: number, height: number) =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()

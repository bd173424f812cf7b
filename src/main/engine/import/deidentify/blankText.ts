import sharp from 'sharp'
import type { Deidentification } from '../found/Incoming.ts'
import { apertureOf } from './aperture.ts'
import { type Box, textLines } from './textLines.ts'

/** What was made black in a picture. */
export interface Blanked {
  /** Share of all pixels. */
  readonly share: number
  /** Lines of text found within the view. */
  readonly lines: readonly Box[]
  /** Whether a bezel was told from the view; all of it is black now. */
  readonly bezel: boolean
}

/**
 * Makes burned-in text black: everything outside the endoscope's view, and lines of characters within it. The
 * picture becomes a PNG; pixels that are not blanked keep their values. Where nothing is found it is returned as
 * it was.
 */
export async function blankText(
  image: Buffer,
  { text = true, boxes = [], crop = false }: Pick<Partial<Deidentification>, 'text' | 'boxes' | 'crop'> = {},
): Promise<{ image: Buffer; blanked: Blanked }> {
  const source = sharp(image).rotate().removeAlpha().toColourspace('srgb')
  const { data: rgb, info } = await source.raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const aperture = text || crop ? apertureOf(rgb, width, height) : undefined
  const view = aperture && insideOf(aperture, width, height)
  let black = 0
  const blank = (pixel: number) => {
    if (rgb[pixel * 3] === 0 && rgb[pixel * 3 + 1] === 0 && rgb[pixel * 3 + 2] === 0) return
    rgb.fill(0, pixel * 3, pixel * 3 + 3)
    black++
  }
  if (view) for (let i = 0; i < view.length; i++) if (view[i] === 0) blank(i)
  const lines = text ? textLines(rgb, width, height) : []
  const template = boxes.map(([x, y, w, h]) => ({
    x: Math.floor(x * width),
    y: Math.floor(y * height),
    width: Math.min(width - Math.floor(x * width), Math.ceil(w * width)),
    height: Math.min(height - Math.floor(y * height), Math.ceil(h * height)),
  }))
  for (const { x, y, width: w, height: h } of [...lines, ...template])
    for (let row = y; row < y + h; row++)
      for (let column = x; column < x + w; column++) blank(row * width + column)
  const blanked = { share: black / (width * height), lines, bezel: view !== undefined }
  const part = crop && aperture ? boundsOf(aperture, width, height) : undefined
  if (black === 0 && !part) return { image, blanked }
  const png = sharp(rgb, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 6 })
  return { image: await (part ? png.extract(part) : png).toBuffer(), blanked }
}

/** The smallest part that holds the view. */
function boundsOf(corners: readonly (readonly [number, number])[], width: number, height: number) {
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const [left, top] = [Math.max(0, Math.min(...xs)), Math.max(0, Math.min(...ys))]
  return {
    left,
    top,
    width: Math.min(width, Math.max(...xs)) - left,
    height: Math.min(height, Math.max(...ys)) - top,
  }
}

/** 1 for each pixel whose centre lies in the convex outline. */
function insideOf(
  corners: readonly (readonly [number, number])[],
  width: number,
  height: number,
): Uint8Array {
  const out = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const crossings: number[] = []
    corners.forEach(([x1, y1], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length]!
      const centre = y + 0.5
      if (y1 <= centre === y2 <= centre) return
      crossings.push(x1 + ((centre - y1) * (x2 - x1)) / (y2 - y1))
    })
    if (crossings.length < 2) continue
    const from = Math.max(0, Math.floor(Math.min(...crossings)))
    const to = Math.min(width, Math.ceil(Math.max(...crossings)))
    out.fill(1, y * width + from, y * width + to)
  }
  return out
}

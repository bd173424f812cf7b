import type { Modality } from '../../../../shared/contract/frames.ts'
import { CatalogueService } from '../../catalogue/CatalogueService.ts'
import { decodeWhole, type ImageHeader, strictly } from './readImage.ts'

/** What one decoding of an image tells. */
export interface Look {
  /** Small sRGB picture, `[height,width,3]`. */
  readonly small: { readonly data: Buffer; readonly width: number; readonly height: number }
  /** Perceptual hash, 16 hexadecimal digits. */
  readonly likeness: string
}

/**
 * Decodes an image once, to the last pixel, into the small picture that thumbnail, modality and likeness are made
 * from. Throws `Unreadable` where it is damaged.
 */
export async function lookAt({ bytes }: Pick<ImageHeader, 'bytes'>): Promise<Look> {
  const side = CatalogueService.thumbnail.side
  const { data, info } = await decodeWhole(() =>
    strictly(bytes)
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: true })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )
  const small = { data, width: info.width, height: info.height }
  return { small, likeness: likenessOf(small) }
}

const COLUMNS = 9
const ROWS = 8

/** The difference hash: whether each of 9×8 cells, by the mean of its green, is brighter than its right neighbour. */
function likenessOf({ data, width, height }: Look['small']): string {
  const sums = new Float64Array(COLUMNS * ROWS)
  const counts = new Uint32Array(COLUMNS * ROWS)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * COLUMNS) / width)
      sums[cell]! += data[(y * width + x) * 3 + 1]!
      counts[cell]!++
    }
  }
  const mean = (cell: number) => sums[cell]! / Math.max(1, counts[cell]!)
  let hex = ''
  for (let y = 0; y < ROWS; y++) {
    let byte = 0
    for (let x = 0; x < COLUMNS - 1; x++) {
      const cell = y * COLUMNS + x
      byte = (byte << 1) | (mean(cell) > mean(cell + 1) ? 1 : 0)
    }
    hex += byte.toString(16).padStart(2, '0')
  }
  return hex
}

const NAMED: readonly (readonly [RegExp, Modality])[] = [
  [/(^|[^a-z])nbi([^a-z]|$)/i, 'NBI'],
  [/(^|[^a-z])(wli|wl|white[-_ ]?light)([^a-z]|$)/i, 'WLI'],
]

/** Red against green and blue at which both lights are as likely, and how fast doubt fades beside it. */
const EVEN = 1.25
const STEEPNESS = 9

/**
 * Modality by the file's name, else by colour: white light shows mucosa red, narrow-band light (415 and 540 nm)
 * leaves hardly any red beyond green and blue. The confidence is 1 for a name, 0.5 to 1 for a colour.
 */
export function modalityOf(name: string, { small }: Look): { modality: Modality; confidence: number } {
  const named = NAMED.find(([pattern]) => pattern.test(name))
  if (named) return { modality: named[1], confidence: 1 }
  const { data } = small
  let [red, green, blue] = [0, 0, 0]
  // Every eleventh pixel will do; neither the dark border nor glare says anything about the light.
  for (let i = 0; i + 2 < data.length; i += 33) {
    const bright = data[i]! + data[i + 1]! + data[i + 2]!
    if (bright < 90 || bright > 690) continue
    red += data[i]!
    green += data[i + 1]!
    blue += data[i + 2]!
  }
  if (green === 0) return { modality: 'other', confidence: 0.5 }
  const ratio = red / ((green + blue) / 2)
  const confidence = 1 / (1 + Math.exp(-STEEPNESS * Math.abs(ratio - EVEN)))
  return { modality: ratio > EVEN ? 'WLI' : 'NBI', confidence: Math.round(confidence * 1000) / 1000 }
}

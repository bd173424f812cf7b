import { readFile } from 'node:fs/promises'
import sharp, { type Metadata } from 'sharp'
import type { Modality } from '../../../shared/contract/frames.ts'

/** Images beyond this are refused before they are decoded: a 256-megapixel PNG of 700 kB would take 800 MB. */
const PIXEL_LIMIT = 64e6

const EXTENSIONS: Readonly<Record<string, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', tiff: 'tiff' }

/** A file that is refused, with the sentence for the user. */
export class Unreadable extends Error {}

/** An image file that decodes from first to last pixel. */
export interface CheckedImage {
  readonly bytes: Buffer
  readonly extension: string
  readonly width: number
  readonly height: number
  readonly lossy: boolean
  readonly metadata: Metadata
}

/** Reads and checks a file by its content, whatever its name says. Throws `Unreadable`. */
export async function readImage(path: string): Promise<CheckedImage> {
  const bytes = await readFile(path).catch(() => {
    throw new Unreadable('The file cannot be opened; check that it exists and that you may read it.')
  })
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new Unreadable('It is not an image that LoCo Studio reads (PNG, JPEG, WebP or TIFF).')
    })
  const { format, width, height } = metadata
  const extension = EXTENSIONS[format]
  if (!extension) throw new Unreadable(`It is a ${format} file; LoCo Studio reads PNG, JPEG, WebP and TIFF.`)
  if (width * height > PIXEL_LIMIT) {
    throw new Unreadable(
      `It has ${Math.round((width * height) / 1e6)} megapixels; at most ${PIXEL_LIMIT / 1e6} are read. Make it smaller first.`,
    )
  }
  await decodeWhole(bytes)
  return { bytes, extension, width, height, lossy: format === 'jpeg', metadata }
}

async function decodeWhole(bytes: Buffer): Promise<void> {
  await sharp(bytes, { failOn: 'warning', limitInputPixels: PIXEL_LIMIT })
    .stats()
    .catch(() => {
      throw new Unreadable('The file is damaged or cut short; copy it again from its source.')
    })
}

const NAMED: readonly (readonly [RegExp, Modality])[] = [
  [/(^|[^a-z])nbi([^a-z]|$)/i, 'NBI'],
  [/(^|[^a-z])(wli|wl|white[-_ ]?light)([^a-z]|$)/i, 'WLI'],
]

/**
 * Modality by the file's name, else by colour: white light shows mucosa red, narrow-band light (415 and 540 nm)
 * leaves hardly any red beyond green and blue.
 */
export async function modalityOf(name: string, bytes: Uint8Array): Promise<Modality> {
  const named = NAMED.find(([pattern]) => pattern.test(name))
  if (named) return named[1]
  const { data } = await sharp(bytes)
    .resize(32, 32, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const sums = [0, 0, 0]
  for (let i = 0; i + 2 < data.length; i += 3) {
    const bright = data[i]! + data[i + 1]! + data[i + 2]!
    if (bright < 90 || bright > 690) continue
    for (let c = 0; c < 3; c++) sums[c]! += data[i + c]!
  }
  const [red, green, blue] = sums as [number, number, number]
  if (green === 0) return 'other'
  return red / ((green + blue) / 2) > 1.25 ? 'WLI' : 'NBI'
}

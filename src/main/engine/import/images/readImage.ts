import sharp, { type Metadata, type SharpOptions } from 'sharp'
import type { Found } from '../found/Incoming.ts'
import { readWhole } from '../found/readWhole.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { pngFromBmp } from './bmp.ts'
import { isMovingPng } from './strippedPng.ts'
import { isMovingWebp } from './strippedWebp.ts'

// What has been decoded is not asked for again, and what is kept of it counts only pixels: six progressive JPEGs of 63
// megapixels left a gigabyte of coefficients.
sharp.cache(false)

/** Images beyond this are refused before they are decoded: a 256-megapixel PNG of 700 kB would take 800 MB. */
export const PIXEL_LIMIT = 64e6

const EXTENSIONS: Readonly<Record<string, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', tiff: 'tiff' }

/** An image file whose header was read and believed; its pixels are not decoded yet. */
export interface ImageHeader {
  readonly bytes: Buffer
  readonly extension: string
  readonly width: number
  readonly height: number
  readonly lossy: boolean
  readonly metadata: Metadata
}

/** Tells an image by its content, whatever its name says. Throws `Unreadable`. */
export async function readHeader(file: Buffer): Promise<ImageHeader> {
  if (file.length === 0) throw new Unreadable('fileEmpty')
  const bytes = file.toString('latin1', 0, 2) === 'BM' ? await pngFromBmp(file, PIXEL_LIMIT) : file
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new Unreadable('noImage')
    })
  const { format, width, height } = metadata
  const extension = EXTENSIONS[format]
  if (!extension) throw new Unreadable('otherFormat', { format: format.toUpperCase() })
  // Of several pictures all but the first would be lost without a word.
  const moves = (format === 'png' && isMovingPng(bytes)) || (format === 'webp' && isMovingWebp(bytes))
  if (moves || (metadata.pages ?? 1) > 1) throw new Unreadable('severalPictures')
  mustNotExceed(width * height)
  return { bytes, extension, width, height, lossy: isLossy(format, bytes), metadata }
}

/** Whether a codec changed pixels: WebP's chunks say of which kind it is. */
const isLossy = (format: string, bytes: Buffer) =>
  format === 'jpeg' || (format === 'webp' && !bytes.includes('VP8L', 12, 'latin1'))

/** Throws `Unreadable` for more pixels than are read. */
export function mustNotExceed(pixels: number): void {
  if (pixels > PIXEL_LIMIT)
    throw new Unreadable('tooManyPixels', {
      megapixels: Math.round(pixels / 1e6),
      most: PIXEL_LIMIT / 1e6,
    })
}

/** The header of a found image, wherever its bytes come from. Throws `Unreadable`. */
export const openedOf = async (item: Pick<Found, 'path' | 'read'>): Promise<ImageHeader> =>
  readHeader(item.read ? await item.read() : await readWhole(item.path))

/**
 * A decoder that takes no damage for granted. What a TIFF is warned of is its directory, a tag that is there twice or
 * unknown: of strips that are cut short or do not unpack, the decoder says that they are errors.
 */
export const strictly = (bytes: Buffer, options: Pick<SharpOptions, 'ignoreIcc'> = {}) =>
  sharp(bytes, { failOn: isTiff(bytes) ? 'error' : 'warning', limitInputPixels: PIXEL_LIMIT, ...options })

const isTiff = (bytes: Buffer) => /^(II[*+]|MM\0[*+])/.test(bytes.toString('latin1', 0, 4))

/** Runs what decodes every pixel; damage becomes a sentence. */
export async function decodeWhole<T>(work: () => Promise<T>): Promise<T> {
  return work().catch(() => {
    throw new Unreadable('imageDamaged')
  })
}

import { overAllBits } from './cameraBits.ts'
import { decodeWhole, type ImageHeader, readHeader, strictly } from './readImage.ts'
import { strippedJpeg } from './strippedJpeg.ts'
import { strippedPng } from './strippedPng.ts'
import { strippedWebp } from './strippedWebp.ts'

/**
 * The image without anything but pixels and what decoding them needs: no EXIF, XMP, IPTC, thumbnails, comments, texts,
 * nor what is hung on behind the end; of a colour profile what colours are computed from. PNG, JPEG and WebP keep
 * their pixels' bytes; a turned picture and a TIFF, whose metadata are tangled with its pixels, become PNGs of the
 * same pixels, and so does one whose sixteen bits hold twelve. Throws `Unreadable`.
 */
export async function stripped(header: ImageHeader): Promise<ImageHeader> {
  const { bytes, extension, metadata } = header
  const brighter = await decodeWhole(() => overAllBits(header))
  if (brighter) return readHeader(strippedPng(brighter))
  const turned = (metadata.orientation ?? 1) !== 1
  if (turned || extension === 'tiff') return readHeader(await decodeWhole(() => asPng(header)))
  if (extension === 'png') return readHeader(strippedPng(bytes))
  if (extension === 'jpg') return readHeader(strippedJpeg(bytes))
  return readHeader(strippedWebp(bytes))
}

/** Spaces that a PNG holds as they are; any other one is turned into sRGB, by its profile where it has one. */
const HELD = ['srgb', 'rgb16', 'b-w', 'grey16'] as const

async function asPng({ bytes, metadata: { space } }: ImageHeader): Promise<Buffer> {
  const own = HELD.find((held) => held === space)
  const upright = strictly(bytes).rotate()
  const kept = own ? upright.keepIccProfile().toColourspace(own) : upright.toColourspace('srgb')
  return strippedPng(await kept.png({ compressionLevel: 6 }).toBuffer())
}

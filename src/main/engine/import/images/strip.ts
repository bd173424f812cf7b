import sharp from 'sharp'
import type { ImageHeader } from './readImage.ts'

/**
 * The image without anything but pixels: no EXIF, XMP, IPTC, comments, text chunks, nor what is hung on behind the
 * end. Colour profiles stay. PNG, JPEG and WebP keep their pixels' bytes; a turned picture and a TIFF, whose
 * metadata are tangled with its pixels, become PNGs of the same pixels.
 */
export async function stripped(header: ImageHeader): Promise<{ bytes: Buffer; extension: string }> {
  const { bytes, extension, metadata } = header
  const turned = (metadata.orientation ?? 1) !== 1
  if (turned || extension === 'tiff') {
    return {
      bytes: await sharp(bytes).rotate().keepIccProfile().png({ compressionLevel: 6 }).toBuffer(),
      extension: 'png',
    }
  }
  if (extension === 'png') return { bytes: strippedPng(bytes), extension }
  if (extension === 'jpg') return { bytes: strippedJpeg(bytes), extension }
  return { bytes: strippedWebp(bytes), extension }
}

const PNG_HEAD = 8
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT'])

function strippedPng(bytes: Buffer): Buffer {
  const parts = [bytes.subarray(0, PNG_HEAD)]
  for (let at = PNG_HEAD; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (PNG_KEPT.has(type)) parts.push(bytes.subarray(at, at + 12 + length))
    if (type === 'IEND') break
    at += 12 + length
  }
  return Buffer.concat(parts)
}

const SCAN = 0xda
const END = 0xd9
/** Application segments that say how to decode: JFIF's head, colour profile, Adobe's colour transform. */
const JPEG_KEPT = new Set([0xe0, 0xe2, 0xee])
const COMMENT = 0xfe
const ICC = 'ICC_PROFILE'

function strippedJpeg(bytes: Buffer): Buffer {
  const parts = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) break
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === END) {
      parts.push(bytes.subarray(at, at + 2))
      break
    }
    if (at + 4 > bytes.length) break
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (isKept(marker, bytes.subarray(at + 4, end))) parts.push(bytes.subarray(at, end))
    at = end
    if (marker !== SCAN) continue
    const scanEnd = endOfScan(bytes, at)
    parts.push(bytes.subarray(at, scanEnd))
    at = scanEnd
  }
  return Buffer.concat(parts)
}

function isKept(marker: number, body: Buffer): boolean {
  if (marker === COMMENT) return false
  if (marker < 0xe0 || marker > 0xef) return true
  // APP2 also carries whole further pictures (MPF).
  return JPEG_KEPT.has(marker) && (marker !== 0xe2 || body.toString('latin1', 0, ICC.length) === ICC)
}

/** Where entropy-coded data end: at the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])
/** EXIF and XMP bits of VP8X. */
const METADATA_BITS = 0b1100

function strippedWebp(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 12; at + 8 <= bytes.length; ) {
    const type = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const chunk = Buffer.from(bytes.subarray(at, at + 8 + length + (length % 2)))
    if (type === 'VP8X') chunk[8] = chunk[8]! & ~METADATA_BITS
    if (WEBP_KEPT.has(type)) parts.push(chunk)
    at += 8 + length + (length % 2)
  }
  const body = Buffer.concat(parts)
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

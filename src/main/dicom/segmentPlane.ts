import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { encapsulatedFrame } from './encapsulated.ts'
import { BIG_ENDIAN, DEFLATED_FRAMES, frameSamples } from './framePixels.ts'
import { NotReadable } from './NotReadable.ts'
import type { DicomFile } from './readDicom.ts'
import type { Plane, Segmentation } from './readSegmentation.ts'

/** The values of a plane, `[pixel]`: 0 and 1, or segments' numbers. Throws `NotReadable`. */
export async function segmentPlane(
  file: DicomFile,
  { width, height }: Pick<Segmentation, 'width' | 'height'>,
  { frame }: Plane,
): Promise<Uint8Array | Uint16Array> {
  if (file.number('00280100', 1) !== 1) return (await frameSamples(file, frame)).data
  const pixels = width * height
  const { bytes, from } = await bitsOf(file, frame, pixels)
  const out = new Uint8Array(pixels)
  for (let i = 0; i < pixels; i++) {
    const bit = from + i
    out[i] = (bytes[bit >> 3]! >> (bit & 7)) & 1
  }
  return out
}

/** Bytes with a plane's bits, least significant first, and where they begin. Throws `NotReadable` where they are not there. */
async function bitsOf(
  file: DicomFile,
  frame: number,
  pixels: number,
): Promise<{ bytes: Buffer; from: number }> {
  try {
    return file.pixels?.length === undefined
      ? await packed(file, frame, pixels)
      : await stored(file, frame, pixels)
  } catch (error) {
    throw error instanceof NotReadable ? error : new NotReadable('segmentationCutShort', {}, error)
  }
}

/** Uncompressed: bits run on from frame to frame. */
async function stored({ pixels, transferSyntax }: DicomFile, frame: number, count: number) {
  const first = frame * count
  // Words of two bytes are the other way round in big endian.
  const from = Math.floor(first / 16) * 2
  const to = Math.min(Math.ceil((first + count) / 16) * 2, pixels?.length ?? 0)
  if (!pixels || to * 8 < first + count) throw new RangeError('cut short')
  const bytes = await pixels.source.read(pixels.from + from, to - from)
  const isSwapped = transferSyntax === BIG_ENDIAN && pixels.vr === 'OW'
  return { bytes: isSwapped ? bytes.swap16() : bytes, from: first - from * 8 }
}

/** Each frame deflated by itself, its bits beginning with a byte. */
async function packed(file: DicomFile, frame: number, count: number) {
  if (file.transferSyntax !== DEFLATED_FRAMES)
    throw new NotReadable('dicomOtherSyntax', { syntax: file.transferSyntax })
  const length = Math.ceil(count / 8)
  const bytes = await promisify(inflateRaw)(await encapsulatedFrame(file, frame), {
    maxOutputLength: length + 1,
  })
  if (bytes.length < length) throw new RangeError('cut short')
  return { bytes, from: 0 }
}

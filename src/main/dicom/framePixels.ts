import dicomParser from 'dicom-parser'
import sharp from 'sharp'
import { type Decoded, decodeJpeg2000, decodeJpegLossless, decodeJpegLs } from './codecs.ts'
import { tag } from './elements.ts'
import { withColourSaid } from './jpegColour.ts'
import type { PixelLayout } from './PixelLayout.ts'
import { type DicomFile, NotReadable } from './readDicom.ts'
import { decodeRle } from './rleLossless.ts'
import { toRgb } from './toRgb.ts'

const { createJPEGBasicOffsetTable, readEncapsulatedImageFrame, readEncapsulatedPixelDataFromFragments } =
  dicomParser

const MOST_PIXELS = 64e6

export function layoutOf(file: DicomFile): PixelLayout {
  const layout = {
    width: file.number(tag.columns, 0),
    height: file.number(tag.rows, 0),
    samples: file.number(tag.samples, 1),
    bits: file.number(tag.bitsStored, 8),
    allocated: file.number(tag.bitsAllocated, 8),
    signed: file.number(tag.pixelRepresentation, 0) === 1,
    planar: file.number(tag.planar, 0) === 1,
    photometric: file.text(tag.photometric),
  }
  const { width, height, samples, allocated } = layout
  if (width === 0 || height === 0 || !file.data.elements[`x${tag.pixelData}`])
    throw new NotReadable('dicomWithoutImage')
  if (width * height > MOST_PIXELS || ![1, 3].includes(samples) || ![8, 16].includes(allocated))
    throw new NotReadable('dicomOtherPixels', { width, height, samples, bits: allocated })
  return layout
}

/** MPEG-2, MPEG-4 and HEVC: one film instead of frames. */
export const isFilm = ({ transferSyntax }: DicomFile) =>
  /^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/.test(transferSyntax)

/**
 * One frame as a PNG: RGB, or grey with 8 or 16 bits, exactly the samples that the file stores. Throws
 * `NotReadable` with a sentence.
 */
export async function framePng(file: DicomFile, frame: number): Promise<Buffer> {
  const layout = layoutOf(file)
  try {
    return await png(await toRgb(await decoded(file, layout, frame), layout, file), layout)
  } catch (error) {
    if (error instanceof NotReadable) throw error
    throw new NotReadable('dicomFrameDamaged', { frame: frame + 1 }, error)
  }
}

async function png({ data, samples }: Decoded, { width, height }: PixelLayout): Promise<Buffer> {
  if (data.length < width * height * samples) throw new RangeError('cut short')
  const channels = samples === 1 ? 1 : 3
  const picture = sharp(data, { raw: { width, height, channels } })
  const space = channels === 3 ? 'srgb' : data instanceof Uint16Array ? 'grey16' : 'b-w'
  return picture.toColourspace(space).png({ compressionLevel: 6 }).toBuffer()
}

type Decode = (bytes: Buffer, layout: PixelLayout) => Decoded | Promise<Decoded>

const jpeg: Decode = async (bytes, { photometric, samples }) => {
  const image = sharp(withColourSaid(bytes, photometric), { failOn: 'error' })
  const { data, info } = await (samples === 1 ? image.greyscale().toColourspace('b-w') : image)
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, samples: info.channels }
}
const lossless: Decode = (bytes, { samples, bits }) => decodeJpegLossless(bytes, samples, bits)
const rle: Decode = (bytes, { width, height, samples, allocated }) => {
  const planes = decodeRle(bytes, width * height, samples, allocated / 8)
  return { data: interleaved(words(planes, allocated), width * height, samples), samples }
}

/** Every compression there is, by the end of its transfer syntax. */
const CODECS: Readonly<Record<string, Decode>> = {
  '4.50': jpeg,
  '4.51': jpeg,
  '4.57': lossless,
  '4.70': lossless,
  '4.80': decodeJpegLs,
  '4.81': decodeJpegLs,
  '4.90': decodeJpeg2000,
  '4.91': decodeJpeg2000,
  '4.201': decodeJpeg2000,
  '5': rle,
}
const NATIVE = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.1.99',
])
const BIG_ENDIAN = '1.2.840.10008.1.2.2'

async function decoded(file: DicomFile, layout: PixelLayout, frame: number): Promise<Decoded> {
  const { transferSyntax } = file
  if (NATIVE.has(transferSyntax)) return native(file, layout, frame)
  const decode = CODECS[transferSyntax.replace('1.2.840.10008.1.2.', '')]
  if (!decode) throw new NotReadable('dicomOtherSyntax', { syntax: transferSyntax })
  return decode(encapsulated(file, frame), layout)
}

function encapsulated({ data, frames }: DicomFile, frame: number): Buffer {
  const element = data.elements[`x${tag.pixelData}`]!
  const fragments = element.fragments ?? []
  // One frame may lie in many fragments; many frames without a table of offsets lie in one fragment each.
  const bytes =
    frames === 1
      ? readEncapsulatedPixelDataFromFragments(data, element, 0, fragments.length)
      : (element.basicOffsetTable?.length ?? 0) > 0
        ? readEncapsulatedImageFrame(data, element, frame)
        : fragments.length === frames
          ? readEncapsulatedPixelDataFromFragments(data, element, frame, 1)
          : readEncapsulatedImageFrame(data, element, frame, createJPEGBasicOffsetTable(data, element))
  return Buffer.from(bytes)
}

function native(file: DicomFile, layout: PixelLayout, frame: number): Decoded {
  const { width, height, samples, allocated, planar, photometric } = layout
  const element = file.data.elements[`x${tag.pixelData}`]!
  const pixels = width * height
  const half = photometric === 'YBR_FULL_422'
  const length = (half ? pixels * 2 : pixels * samples) * (allocated / 8)
  const from = element.dataOffset + frame * length
  const source = file.data.byteArray
  if (from + length > source.length || from + length > element.dataOffset + element.length)
    throw new RangeError('cut short')
  const bytes = Uint8Array.from(source.subarray(from, from + length))
  if (file.transferSyntax === BIG_ENDIAN && allocated === 16) Buffer.from(bytes.buffer).swap16()
  const values = words(bytes, allocated)
  if (half) return { data: doubled(values, pixels), samples }
  return { data: planar && samples === 3 ? interleaved(values, pixels, samples) : values, samples }
}

const words = (bytes: Uint8Array, allocated: number) =>
  allocated === 16 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes

function interleaved(planes: Uint8Array | Uint16Array, pixels: number, samples: number): typeof planes {
  if (samples === 1) return planes
  const out = planes.slice()
  for (let s = 0; s < samples; s++)
    for (let p = 0; p < pixels; p++) out[p * samples + s] = planes[s * pixels + p]!
  return out
}

/** 4:2:2 as DICOM stores it: two brightnesses, then the two colours that both share. */
function doubled(values: Uint8Array | Uint16Array, pixels: number): Uint8Array {
  const out = new Uint8Array(pixels * 3)
  for (let p = 0; p < pixels; p++) {
    const pair = (p >> 1) * 4
    out[p * 3] = values[pair + (p & 1)]!
    out[p * 3 + 1] = values[pair + 2]!
    out[p * 3 + 2] = values[pair + 3]!
  }
  return out
}

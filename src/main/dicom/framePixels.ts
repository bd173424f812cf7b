import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import sharp from 'sharp'
import { decodeJpeg2000, decodeJpegLossless, decodeJpegLs } from './codecs.ts'
import type { Decoded } from './Decoded.ts'
import { tag } from './elements.ts'
import { encapsulatedFrame } from './encapsulated.ts'
import { withColourSaid } from './jpegColour.ts'
import { jpegFrameOf, jpegSegmentsAlone } from './jpegStream.ts'
import { NotReadable } from './NotReadable.ts'
import { frameBytes, isKnownColour, type PixelLayout } from './PixelLayout.ts'
import type { DicomFile } from './readDicom.ts'
import { decodeRle } from './rleLossless.ts'
import { doubled, interleaved, samplesIn } from './samples.ts'
import { toRgb } from './toRgb.ts'

const MOST_PIXELS = 64e6

/** What the header says of the pixels. Throws `NotReadable` where they are not read here, or cannot be so. */
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
  const { width, height, samples, bits, allocated, photometric } = layout
  if (width === 0 || height === 0 || !file.pixels) throw new NotReadable('dicomWithoutImage')
  // The uppermost bit that is stored; any other place would shift all values.
  const isShifted = file.number(tag.highBit, bits - 1) !== bits - 1
  const isRead = samples === 1 ? [8, 16].includes(allocated) : samples === 3 && allocated === 8
  // Colours have no sign.
  const isSignedColour = layout.signed && !photometric.startsWith('MONOCHROME')
  if (width * height > MOST_PIXELS || !isRead || bits < 1 || bits > allocated || isShifted || isSignedColour)
    throw new NotReadable('dicomOtherPixels', { width, height, samples, bits: allocated })
  if (isFilm(file)) return layout
  if (!isKnownColour(layout, file.transferSyntax))
    throw new NotReadable('dicomOtherColours', { photometric, samples })
  const told = file.frames * frameBytes(layout)
  const stored = file.pixels.length ?? told
  // Values are filled up to an even length.
  if (isNative(file) && stored !== told + (told % 2))
    throw new NotReadable('dicomOtherLength', { told, stored })
  return layout
}

/** MPEG-2, MPEG-4 and HEVC: one film instead of frames. */
export const isFilm = ({ transferSyntax }: DicomFile) =>
  /^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/.test(transferSyntax)

/**
 * One frame as a PNG: RGB, or grey with 8 or 16 bits, exactly the samples that the file stores. Throws
 * `NotReadable` with a sentence.
 */
export const framePng = (file: DicomFile, frame: number): Promise<Buffer> =>
  decodedAs(file, frame, (found, layout) => png(toRgb(found, layout, file.data)))

/** One frame's samples as the file stores them, whatever they mean. Throws `NotReadable` with a sentence. */
export const frameSamples = (file: DicomFile, frame: number): Promise<Decoded> =>
  decodedAs(file, frame, async (found) => found)

async function decodedAs<T>(
  file: DicomFile,
  frame: number,
  use: (found: Decoded, layout: PixelLayout) => Promise<T>,
): Promise<T> {
  const layout = layoutOf(file)
  try {
    const found = await decoded(file, layout, frame)
    mustBeAsTold(found, layout)
    return await use(found, layout)
  } catch (error) {
    if (error instanceof NotReadable) throw error
    throw new NotReadable('dicomFrameDamaged', { frame: frame + 1 }, error)
  }
}

/** The stream speaks of itself; where it and the header differ, one of them is wrong, and who knows which. */
function mustBeAsTold(found: Decoded, layout: PixelLayout): void {
  const { width, height, samples, bits, data, coloured, signed = layout.signed } = found
  const isMixed = ['YBR_RCT', 'YBR_ICT'].includes(layout.photometric)
  const isAsWide = bits >= layout.bits && bits <= layout.allocated && signed === layout.signed
  const isSame = width === layout.width && height === layout.height && samples === layout.samples
  if (!isSame || !isAsWide || (isMixed && coloured !== true)) {
    const { width: w, height: h, samples: s, bits: b } = layout
    throw new NotReadable('dicomStreamDiffers', {
      header: `${w}×${h} px, ${s} × ${b} bits, ${layout.photometric}`,
      stream: `${width}×${height} px, ${samples} × ${bits} bits`,
    })
  }
  if (data.length !== width * height * samples) throw new RangeError('cut short')
}

async function png({ data, width, height, samples }: Decoded): Promise<Buffer> {
  const channels = samples === 1 ? 1 : 3
  const picture = sharp(data, { raw: { width, height, channels } })
  const space = channels === 3 ? 'srgb' : data instanceof Uint16Array ? 'grey16' : 'b-w'
  return picture.toColourspace(space).png({ compressionLevel: 6 }).toBuffer()
}

type Decode = (bytes: Buffer, layout: PixelLayout) => Decoded | Promise<Decoded>

const jpeg: Decode = async (bytes, layout) => {
  const segments = jpegSegmentsAlone(bytes)
  const { width, height, bits, components } = jpegFrameOf(segments)
  const samples = components.length
  // Its size is known before it is decoded, which could take any amount of memory.
  const told = { width, height, bits, samples, coloured: true, data: new Uint8Array(0) }
  if (width !== layout.width || height !== layout.height || samples !== layout.samples) return told
  if (bits !== 8) throw new NotReadable('dicomOtherPixels', { width, height, samples, bits })
  const image = sharp(withColourSaid(bytes, segments, layout.photometric), {
    failOn: 'warning',
    limitInputPixels: width * height,
  })
  const { data, info } = await (samples === 1 ? image.greyscale().toColourspace('b-w') : image)
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { ...told, data, width: info.width, height: info.height, samples: info.channels }
}
const rle: Decode = (bytes, { width, height, samples, bits, allocated }) => {
  const planes = samplesIn(decodeRle(bytes, width * height, samples, allocated / 8), allocated)
  return { width, height, samples, bits, data: interleaved(planes, width * height, samples) }
}

/** Each frame deflated by itself (PS3.5 A.4.13). */
export const DEFLATED_FRAMES = '1.2.840.10008.1.2.8.1'
const inflated: Decode = async (bytes, layout) => {
  const length = frameBytes(layout)
  const found = await promisify(inflateRaw)(bytes, { maxOutputLength: length + 1 })
  return uncompressed(found.subarray(0, length), layout)
}

/** Every compression there is, by the end of its transfer syntax. */
const CODECS: Readonly<Record<string, Decode>> = {
  '4.50': jpeg,
  '4.51': jpeg,
  '4.57': decodeJpegLossless,
  '4.70': decodeJpegLossless,
  '4.80': decodeJpegLs,
  '4.81': decodeJpegLs,
  '4.90': decodeJpeg2000,
  '4.91': decodeJpeg2000,
  '4.201': decodeJpeg2000,
  '5': rle,
  '8.1': inflated,
}
const NATIVE = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.1.99',
])
export const BIG_ENDIAN = '1.2.840.10008.1.2.2'

/** Every transfer syntax whose pixels are read. */
export const readSyntaxes: ReadonlySet<string> = new Set([
  ...NATIVE,
  ...Object.keys(CODECS).map((end) => `1.2.840.10008.1.2.${end}`),
  ...Array.from({ length: 9 }, (_, film) => `1.2.840.10008.1.2.4.${100 + film}`),
])

const isNative = ({ transferSyntax }: DicomFile) => NATIVE.has(transferSyntax)

async function decoded(file: DicomFile, layout: PixelLayout, frame: number): Promise<Decoded> {
  const { transferSyntax } = file
  if (isNative(file)) return native(file, layout, frame)
  const decode = CODECS[transferSyntax.replace('1.2.840.10008.1.2.', '')]
  if (!decode) throw new NotReadable('dicomOtherSyntax', { syntax: transferSyntax })
  return decode(await encapsulatedFrame(file, frame), layout)
}

async function native(file: DicomFile, layout: PixelLayout, frame: number): Promise<Decoded> {
  if (!file.pixels) throw new RangeError('no pixels')
  const length = frameBytes(layout)
  const bytes = await file.pixels.source.read(file.pixels.from + frame * length, length)
  if (file.transferSyntax === BIG_ENDIAN && layout.allocated === 16) bytes.swap16()
  return uncompressed(bytes, layout)
}

function uncompressed(bytes: Buffer, layout: PixelLayout): Decoded {
  const { width, height, samples, bits, allocated, planar, photometric } = layout
  const values = samplesIn(bytes, allocated)
  const pixels = width * height
  const data =
    photometric === 'YBR_FULL_422'
      ? doubled(values, pixels)
      : planar && samples === 3
        ? interleaved(values, pixels, samples)
        : values
  return { width, height, samples, bits, data }
}

import { createRequire } from 'node:module'
import { deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { type Element, sopClass } from '../../src/main/dicom/elements.ts'
import { metaOf, writeDicom } from '../../src/main/dicom/writeDicom.ts'
import { losslessJpeg, type Samples } from './losslessJpeg.ts'

/** A way in which DICOM files hold pixels, and what writes it. */
export interface Syntax {
  readonly uid: string
  /** What the header calls the colours of three samples. */
  readonly photometric?: string
  encode(picture: Samples): Buffer | Promise<Buffer>
}

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array
  getEncodedBuffer(): Uint8Array
  /** JPEG-LS only: 2 writes the samples of a pixel together. */
  setInterleaveMode?(mode: number): void
  encode(): void
  delete(): void
}
const load = createRequire(import.meta.url)
type Encoders = Promise<Record<string, new () => Encoder>>
const loaded = new Map<string, Encoders>()

function encodersOf(name: string): Encoders {
  const made =
    loaded.get(name) ?? (load(name) as (o: object) => Encoders)({ print: () => {}, printErr: () => {} })
  loaded.set(name, made)
  return made
}

async function encodedBy(name: string, kind: string, { width, height, samples, bits, data }: Samples) {
  const Made = (await encodersOf(name))[kind]
  if (!Made) throw new Error(`${name} has no ${kind}`)
  const encoder = new Made()
  const info = { width, height, bitsPerSample: bits, componentCount: samples, isSigned: false }
  const bytes = bits > 8 ? new Uint8Array(Uint16Array.from(data).buffer) : Uint8Array.from(data)
  encoder.getDecodedBuffer({ ...info, isUsingColorTransform: true }).set(bytes)
  if (samples > 1) encoder.setInterleaveMode?.(2)
  encoder.encode()
  const out = Buffer.from(Uint8Array.from(encoder.getEncodedBuffer()))
  encoder.delete()
  return out
}

const raw = ({ bits, data }: Samples) =>
  bits > 8 ? Buffer.from(Uint16Array.from(data).buffer) : Buffer.from(Uint8Array.from(data))

/** Bytes as DICOM's RLE has them, never packed: runs are the decoder's to test with other writers' files. */
function rle({ width, height, samples, bits, data }: Samples): Buffer {
  const wide = bits > 8 ? 2 : 1
  const segments = Array.from({ length: samples * wide }, (_, s) => {
    const [sample, byte] = [Math.floor(s / wide), wide - 1 - (s % wide)]
    const plane = Array.from(
      { length: width * height },
      (_, p) => (Number(data[p * samples + sample]) >> (8 * byte)) & 255,
    )
    const out: number[] = []
    for (let at = 0; at < plane.length; at += 128) {
      const part = plane.slice(at, at + 128)
      out.push(part.length - 1, ...part)
    }
    return Buffer.from(out.length % 2 === 0 ? out : [...out, 0])
  })
  const head = Buffer.alloc(64)
  head.writeUInt32LE(segments.length, 0)
  let at = 64
  segments.forEach((segment, s) => {
    head.writeUInt32LE(at, 4 + 4 * s)
    at += segment.length
  })
  return Buffer.concat([head, ...segments])
}

const jpeg = (options: { progressive?: boolean }) => async (picture: Samples) => {
  const { width, height, samples } = picture
  const channels = samples === 1 ? 1 : 3
  const image = sharp(raw(picture), { raw: { width, height, channels } })
  const plain = channels === 1 ? image.toColourspace('b-w') : image
  return plain.jpeg({ quality: 95, chromaSubsampling: '4:4:4', ...options }).toBuffer()
}

/** Every transfer syntax that is read here, by a short name. */
export const syntaxes = {
  native: { uid: '1.2.840.10008.1.2.1', encode: raw },
  deflated: { uid: '1.2.840.10008.1.2.1.99', encode: raw },
  baseline: { uid: '1.2.840.10008.1.2.4.50', photometric: 'YBR_FULL_422', encode: jpeg({}) },
  extended: { uid: '1.2.840.10008.1.2.4.51', photometric: 'YBR_FULL_422', encode: jpeg({}) },
  lossless: { uid: '1.2.840.10008.1.2.4.57', encode: (p) => losslessJpeg(p, { predictor: 4 }) },
  losslessFirst: { uid: '1.2.840.10008.1.2.4.70', encode: (p) => losslessJpeg(p, { rows: 16 }) },
  jpegLs: {
    uid: '1.2.840.10008.1.2.4.80',
    encode: (p) => encodedBy('@cornerstonejs/codec-charls', 'JpegLSEncoder', p),
  },
  jpeg2000: {
    uid: '1.2.840.10008.1.2.4.90',
    photometric: 'YBR_RCT',
    encode: (p) => encodedBy('@cornerstonejs/codec-openjpeg', 'J2KEncoder', p),
  },
  rle: { uid: '1.2.840.10008.1.2.5', encode: rle },
} as const satisfies Record<string, Syntax>

export type SyntaxName = keyof typeof syntaxes
export const syntaxNames = Object.keys(syntaxes) as SyntaxName[]

const item = (bytes: Buffer) => {
  const head = Buffer.of(0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0)
  const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(0)])
  head.writeUInt32LE(even.length, 4)
  return Buffer.concat([head, even])
}

/** A file of frames that are encoded already; `more` adds to its header or replaces what stands there. */
export function fileOfStreams(
  name: SyntaxName,
  { width, height, samples, bits }: Omit<Samples, 'data'>,
  streams: readonly Buffer[],
  more: readonly Element[] = [],
): Buffer {
  const { uid, photometric = 'RGB' }: Syntax = syntaxes[name]
  const allocated = bits > 8 ? 16 : 8
  const header: Element[] = [
    ['00100020', 'LO', 'MRN-1'],
    ['0020000d', 'UI', '2.25.91'],
    ['00280002', 'US', samples],
    ['00280004', 'CS', samples === 1 ? 'MONOCHROME2' : photometric],
    ...(samples === 1 ? [] : [['00280006', 'US', 0] as const]),
    ...(streams.length === 1 ? [] : [['00280008', 'IS', String(streams.length)] as const]),
    ['00280010', 'US', height],
    ['00280011', 'US', width],
    ['00280100', 'US', allocated],
    ['00280101', 'US', bits],
    ['00280102', 'US', bits - 1],
    ['00280103', 'US', 0],
  ]
  const elements = new Map([...header, ...more].map((element) => [element[0], element]))
  const instance = '2.25.77'
  const written = writeDicom(sopClass.endoscopicImage, instance, [...elements.values()])
  const plainMeta = metaOf(sopClass.endoscopicImage, instance, syntaxes.native.uid)
  const meta = metaOf(sopClass.endoscopicImage, instance, uid)
  const isNative = name === 'native' || name === 'deflated'
  const head = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff])
  const pixels = Buffer.concat(streams)
  const even = pixels.length % 2 === 0 ? pixels : Buffer.concat([pixels, Buffer.of(0)])
  if (isNative) head.writeUInt32LE(even.length, 8)
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])
  const value = isNative ? [head, even] : [head, item(Buffer.alloc(0)), ...streams.map(item), end]
  const body = Buffer.concat([written.subarray(plainMeta.length), ...value])
  return Buffer.concat([meta, name === 'deflated' ? deflateRawSync(body) : body])
}

/** A file of these frames in a transfer syntax. */
export async function dicomOf(
  name: SyntaxName,
  frames: readonly Samples[],
  more: readonly Element[] = [],
): Promise<Buffer> {
  const [first] = frames
  if (!first) throw new Error('no frames')
  const streams = await Promise.all(frames.map((frame) => syntaxes[name].encode(frame)))
  return fileOfStreams(name, first, streams, more)
}

/** A picture like tissue: slopes, an edge and some noise; the same for the same seed. */
export function tissue(seed: number, { width = 61, height = 48, samples = 3, bits = 8 } = {}): Samples {
  const most = 2 ** bits - 1
  const data = Array.from({ length: width * height * samples }, (_, i) => {
    const [x, y, s] = [Math.floor(i / samples) % width, Math.floor(i / samples / width), i % samples]
    const light = 0.5 + 0.25 * Math.sin((x + seed) / 9) + 0.2 * Math.cos(y / 7) - 0.1 * s
    const noise = (((i + 1) * (seed * 2 + 7919)) % 101) / 1600
    return Math.round(most * Math.min(1, Math.max(0, light + noise + (x > y ? 0.1 : 0))))
  })
  return { width, height, samples, bits, data }
}

import { createRequire } from 'node:module'
import type { Decoded } from './Decoded.ts'
import { jpeg2000Header } from './jpeg2000.ts'
import * as lossless from './jpegLossless.ts'
import { jpegFrameOf, jpegSegmentsAlone } from './jpegStream.ts'
import { interleaved } from './samples.ts'

/** The decoders' common face, which the packages do not declare. */
interface Codec {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  decode(): void
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number }
  /** JPEG-LS only: 0 where each component is a plane of its own. */
  getInterleaveMode?(): number
  delete(): void
}

/**
 * What the decoders print. It is where they tell of damage, which they then fill up with grey; and standard output
 * belongs to the command line's result.
 */
const said: string[] = []
const listening = () => ({
  print: (line: string) => said.push(line),
  printErr: (line: string) => said.push(line),
})
type CodecModule = (options: ReturnType<typeof listening>) => Promise<Record<string, new () => Codec>>

/** Samples, or bytes of a stream that is not decoded, from which a decoder is not kept. */
const LARGE = 8e6

const load = createRequire(import.meta.url)
const modules = new Map<string, Promise<Record<string, new () => Codec>>>()

function moduleOf(name: string): Promise<Record<string, new () => Codec>> {
  const known = modules.get(name)
  if (known) return known
  // Each gets options of its own: they become the module.
  const started = (load(name) as CodecModule)(listening())
  modules.set(name, started)
  return started
}

async function decodeWith(packageName: string, className: string, bytes: Uint8Array): Promise<Decoded> {
  const Decoder = (await moduleOf(packageName))[className]
  if (!Decoder) throw new Error(`${packageName} has no ${className}`)
  said.length = 0
  const codec = new Decoder()
  let decodedSize = bytes.length
  try {
    codec.getEncodedBuffer(bytes.length).set(bytes)
    codec.decode()
    if (said.some((line) => /error|warning|fail/i.test(line))) throw new RangeError(said.join(' '))
    const { width, height, bitsPerSample: bits, componentCount: samples } = codec.getFrameInfo()
    decodedSize = width * height * samples
    // The buffer is the decoder's own and goes with it.
    const raw = Uint8Array.from(codec.getDecodedBuffer())
    const values = bits > 8 ? new Uint16Array(raw.buffer) : raw
    const inPlanes = codec.getInterleaveMode?.() === 0
    const data = inPlanes ? interleaved(values, width * height, samples) : values
    return { width, height, samples, bits, data }
  } finally {
    codec.delete()
    // A decoder's memory never shrinks: after a large picture the next one starts anew.
    if (decodedSize > LARGE) modules.delete(packageName)
  }
}

/** Throws a RangeError where the stream is not whole. */
export async function decodeJpeg2000(bytes: Uint8Array): Promise<Decoded> {
  const { mixed, signed } = jpeg2000Header(bytes)
  const decoded = await decodeWith('@cornerstonejs/codec-openjpeg/decode', 'J2KDecoder', bytes)
  return { ...decoded, signed, coloured: mixed }
}

/** Throws a RangeError where the stream is not whole. */
export async function decodeJpegLs(bytes: Uint8Array): Promise<Decoded> {
  jpegFrameOf(jpegSegmentsAlone(bytes))
  return decodeWith('@cornerstonejs/codec-charls/decode', 'JpegLSDecoder', bytes)
}

/** Throws a RangeError where the stream is not whole. */
export function decodeJpegLossless(bytes: Uint8Array): Decoded {
  const picture = lossless.decodeJpegLossless(bytes)
  return picture.bits > 8 ? picture : { ...picture, data: Uint8Array.from(picture.data) }
}

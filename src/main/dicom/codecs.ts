import { createRequire } from 'node:module'
import { Decoder } from 'jpeg-lossless-decoder-js'

/** One decoded frame: samples interleaved, 8 or 16 bits each. */
export interface Decoded {
  readonly data: Uint8Array | Uint16Array
  readonly samples: number
}

/** The decoders' common face, which the packages do not declare. */
interface Codec {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  decode(): void
  getFrameInfo(): {
    width: number
    height: number
    bitsPerSample: number
    componentCount: number
    isSigned: boolean
  }
  delete(): void
}
/** What they would print goes nowhere: standard output belongs to the command line's result. */
const SILENT = { print: () => {}, printErr: () => {} }
type CodecModule = (options: typeof SILENT) => Promise<Record<string, new () => Codec>>

const load = createRequire(import.meta.url)
const modules = new Map<string, Promise<Record<string, new () => Codec>>>()

function moduleOf(name: string): Promise<Record<string, new () => Codec>> {
  const known = modules.get(name)
  if (known) return known
  const started = (load(name) as CodecModule)(SILENT)
  modules.set(name, started)
  return started
}

async function decodeWith(packageName: string, className: string, bytes: Uint8Array): Promise<Decoded> {
  const Decoder = (await moduleOf(packageName))[className]
  if (!Decoder) throw new Error(`${packageName} has no ${className}`)
  const codec = new Decoder()
  try {
    codec.getEncodedBuffer(bytes.length).set(bytes)
    codec.decode()
    const { bitsPerSample, componentCount } = codec.getFrameInfo()
    // The buffer is the decoder's own and goes with it.
    const data = Uint8Array.from(codec.getDecodedBuffer())
    return { data: bitsPerSample > 8 ? new Uint16Array(data.buffer) : data, samples: componentCount }
  } finally {
    codec.delete()
  }
}

export const decodeJpeg2000 = (bytes: Uint8Array) =>
  decodeWith('@cornerstonejs/codec-openjpeg/decode', 'J2KDecoder', bytes)

export const decodeJpegLs = (bytes: Uint8Array) =>
  decodeWith('@cornerstonejs/codec-charls/decode', 'JpegLSDecoder', bytes)

export function decodeJpegLossless(bytes: Uint8Array, samples: number, bits: number): Decoded {
  const copy = Uint8Array.from(bytes)
  const data = new Decoder().decode(copy.buffer, 0, copy.length, bits > 8 ? 2 : 1)
  const out = bits > 8 ? new Uint16Array(data.buffer) : new Uint8Array(data.buffer)
  return { data: out, samples }
}

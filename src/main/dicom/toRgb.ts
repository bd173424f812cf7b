import type { Decoded } from './codecs.ts'
import type { PixelLayout } from './PixelLayout.ts'
import type { DicomFile } from './readDicom.ts'

/** Decoders of these hand out RGB already. */
const CONVERTED_BY_DECODER = /\.4\.(50|51|90|91|201)$/

/** Samples as grey or RGB: palettes looked up, YBR turned into RGB, inverted grey turned round. */
export function toRgb(decoded: Decoded, layout: PixelLayout, file: DicomFile): Decoded {
  const { photometric, bits, signed } = layout
  if (photometric === 'PALETTE COLOR') return fromPalette(decoded, file)
  const isYbr = photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422'
  if (isYbr && !CONVERTED_BY_DECODER.test(file.transferSyntax))
    return { ...decoded, data: fromYbr(decoded.data) }
  const { data } = decoded
  const highest = 2 ** bits - 1
  if (signed && data instanceof Uint16Array) {
    const middle = 2 ** (bits - 1)
    for (let i = 0; i < data.length; i++) data[i] = (data[i]! + middle) & highest
  }
  if (photometric === 'MONOCHROME1') for (let i = 0; i < data.length; i++) data[i] = highest - data[i]!
  return decoded
}

/** ITU-R BT.601, full range (PS3.3 C.7.6.3.1.2). */
function fromYbr(ybr: Uint8Array | Uint16Array): Uint8Array {
  const out = new Uint8ClampedArray(ybr.length)
  for (let i = 0; i + 2 < ybr.length; i += 3) {
    const [y, cb, cr] = [ybr[i]!, ybr[i + 1]! - 128, ybr[i + 2]! - 128]
    out[i] = y + 1.402 * cr
    out[i + 1] = y - 0.344136 * cb - 0.714136 * cr
    out[i + 2] = y + 1.772 * cb
  }
  return new Uint8Array(out.buffer)
}

const RED = 'x00281101'
const TABLES = ['x00281201', 'x00281202', 'x00281203'] as const

function fromPalette({ data }: Decoded, { data: file }: DicomFile): Decoded {
  const [entries = 0, first = 0, bits = 8] = [0, 1, 2].map((i) => file.uint16(RED, i) ?? 0)
  const count = entries === 0 ? 65536 : entries
  const tables = TABLES.map((name) => {
    const { dataOffset = 0, length = 0 } = file.elements[name] ?? {}
    const bytes = file.byteArray.subarray(dataOffset, dataOffset + length)
    // Eight-bit tables are mostly stored in 16-bit words all the same.
    const wide = bits > 8 || length >= 2 * count
    return Uint8Array.from({ length: count }, (_, i) =>
      wide ? (bits > 8 ? bytes[2 * i + 1]! : bytes[2 * i]!) : bytes[i]!,
    )
  })
  const out = new Uint8Array(data.length * 3)
  for (let i = 0; i < data.length; i++) {
    const entry = Math.min(count - 1, Math.max(0, data[i]! - first))
    for (let c = 0; c < 3; c++) out[i * 3 + c] = tables[c]![entry]!
  }
  return { data: out, samples: 3 }
}

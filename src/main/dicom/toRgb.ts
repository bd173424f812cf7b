import type { DataSet } from 'dicom-parser'
import type { Decoded } from './Decoded.ts'
import { displayed } from './displayed.ts'
import { NotReadable } from './NotReadable.ts'
import type { PixelLayout } from './PixelLayout.ts'
import { unsegmented } from './segmentedPalette.ts'

/**
 * Samples as grey or RGB: palettes looked up, YBR turned into RGB, grey as it is to be seen. Throws a RangeError where a
 * sample is beyond its bits, or a palette does not hold what it says.
 */
export function toRgb(decoded: Decoded, layout: PixelLayout, header: DataSet): Decoded {
  const { photometric, bits, samples } = layout
  if (photometric === 'PALETTE COLOR') return fromPalette(decoded, header)
  if (photometric.startsWith('YBR_FULL') && decoded.coloured !== true)
    return { ...decoded, data: fromYbr(decoded.data) }
  if (samples === 1) return displayed(decoded, layout, header)
  const highest = 2 ** bits - 1
  for (const value of decoded.data) if (value > highest) throw new RangeError('a sample beyond its bits')
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

const COLOURS = [1, 2, 3] as const

function fromPalette(decoded: Decoded, header: DataSet): Decoded {
  const { data } = decoded
  const [entries, first = 0, bits] = [0, 1, 2].map((i) => header.uint16('x00281101', i))
  const count = entries === 0 ? 65536 : (entries ?? 0)
  const tables = COLOURS.map((colour) => {
    const alike = [entries, first, bits].every((value, i) => header.uint16(`x0028110${colour}`, i) === value)
    if (!alike) throw new RangeError('the palette differs from colour to colour')
    const name = `x0028120${colour}`
    return header.elements[name]
      ? tableOf(header, name, count, bits ?? 0)
      : segmentedTable(header, `x0028122${colour}`, count, bits ?? 0)
  })
  const out = new Uint8Array(data.length * 3)
  for (let i = 0; i < data.length; i++) {
    const entry = Math.min(count - 1, Math.max(0, data[i]! - first))
    for (let c = 0; c < 3; c++) out[i * 3 + c] = tables[c]![entry]!
  }
  return { ...decoded, data: out, samples: 3, bits: 8 }
}

/** The upper eight bits of each entry. Those of eight bits are mostly stored in 16-bit words all the same. */
function tableOf(header: DataSet, name: string, count: number, bits: number): Uint8Array {
  const { dataOffset = 0, length = 0 } = header.elements[name] ?? {}
  const isWide = length >= 2 * count
  if (count === 0 || ![8, 16].includes(bits) || (!isWide && (bits === 16 || length < count)))
    throw new RangeError('a palette is cut short')
  return Uint8Array.from({ length: count }, (_, i) => {
    if (!isWide) return header.byteArray[dataOffset + i]!
    const value = header.uint16(name, i)!
    return bits === 16 ? value >> 8 : value
  })
}

/** The same of a table written in segments. */
function segmentedTable(header: DataSet, name: string, count: number, bits: number): Uint8Array {
  const { dataOffset = 0, length = 0 } = header.elements[name] ?? {}
  const bytes = header.byteArray.subarray(dataOffset, dataOffset + length)
  if (count === 0 || ![8, 16].includes(bits) || length === 0) throw new RangeError('a palette is cut short')
  const words = () => Uint16Array.from({ length: length >> 1 }, (_, i) => header.uint16(name, i)!)
  const values = unsegmented(bits === 16 ? words() : bytes, count)
  if (!values) throw new NotReadable('dicomOtherColours', { photometric: 'PALETTE COLOR', samples: 1 })
  return Uint8Array.from(values, (value) => (bits === 16 ? value >> 8 : value))
}

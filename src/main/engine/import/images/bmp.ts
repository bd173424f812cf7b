import sharp from 'sharp'
import { Unreadable } from '../found/Unreadable.ts'
import { type BmpHeader, bmpHeader } from './bmpHeader.ts'
import { bmpRuns } from './bmpRuns.ts'

/**
 * A Windows bitmap, which sharp does not read, as a PNG of the same pixels. Its own reading, since the library there is
 * mixes up the colours of palettes, passes over where the pixels begin, and fills up what is missing. Throws
 * `Unreadable`.
 */
export async function pngFromBmp(file: Buffer, pixelLimit: number): Promise<Buffer> {
  const header = headerIn(file)
  const { width, height } = header
  if (width * height > pixelLimit) throw new Unreadable('bitmapTooLarge')
  let rgb: Uint8Array
  try {
    rgb = rgbOf(file, header)
  } catch {
    throw new Unreadable('imageDamaged')
  }
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 4 })
    .toBuffer()
}

function headerIn(file: Buffer): BmpHeader {
  try {
    return bmpHeader(file)
  } catch {
    throw new Unreadable('bitmapTooLarge')
  }
}

function rgbOf(file: Buffer, header: BmpHeader): Uint8Array {
  const { width, height, bits, from, palette } = header
  if (header.runs) return coloured(bmpRuns(file.subarray(from), width, height, bits), palette)
  const stride = Math.ceil((width * bits) / 32) * 4
  if (from + stride * height > file.length) throw new RangeError('cut short')
  const out = new Uint8Array(width * height * 3)
  const rowOf = (y: number) => file.subarray(from + (header.topDown ? y : height - 1 - y) * stride)
  for (let y = 0; y < height; y++) {
    const row = rowOf(y)
    const into = out.subarray(y * width * 3, (y + 1) * width * 3)
    if (bits <= 8) into.set(coloured(indicesIn(row, width, bits), palette))
    else byMasks(row, width, header, into)
  }
  return out
}

function indicesIn(row: Uint8Array, width: number, bits: number): Uint8Array {
  const mask = (1 << bits) - 1
  return Uint8Array.from({ length: width }, (_, x) => {
    const bit = x * bits
    return (row[bit >> 3]! >> (8 - bits - (bit & 7))) & mask
  })
}

function coloured(indices: Uint8Array, palette: Uint8Array): Uint8Array {
  const out = new Uint8Array(indices.length * 3)
  for (let i = 0; i < indices.length; i++) {
    const at = indices[i]! * 3
    if (at >= palette.length) throw new RangeError('no such colour')
    out.set(palette.subarray(at, at + 3), i * 3)
  }
  return out
}

/** Colours of 16, 24 or 32 bits, of which each takes some that lie together. */
function byMasks(row: Buffer, width: number, { bits, masks }: BmpHeader, out: Uint8Array): void {
  const bytes = bits / 8
  const parts = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
    return { mask, shift, most: mask >>> shift }
  })
  for (let x = 0; x < width; x++) {
    const value = row.readUIntLE(x * bytes, bytes)
    parts.forEach(({ mask, shift, most }, c) => {
      const part = (value & mask) >>> shift
      out[x * 3 + c] = most === 0 ? 0 : Math.floor((part * 255) / most)
    })
  }
}

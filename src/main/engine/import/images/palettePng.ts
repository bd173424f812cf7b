import { inflateSync } from 'node:zlib'

/**
 * The palette indices of an indexed PNG, one byte a pixel; undefined for any other PNG. Image libraries hand out
 * colours instead, but in a mask the index is the class. The file has been checked by a decoder before.
 */
export function readPalettePng(bytes: Buffer): Uint8Array | undefined {
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  const depth = bytes[24]!
  const [colourType, interlace] = [bytes[25], bytes[28]]
  if (colourType !== 3 || interlace !== 0) return undefined
  const stride = Math.ceil((width * depth) / 8)
  const rows = unfiltered(inflateSync(imageData(bytes)), stride, height)
  const out = new Uint8Array(width * height)
  const mask = (1 << depth) - 1
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const bit = x * depth
      const byte = rows[y * stride + (bit >> 3)]!
      out[i] = (byte >> (8 - depth - (bit & 7))) & mask
    }
  }
  return out
}

function imageData(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return Buffer.concat(parts)
}

/** Undoes PNG's row filters; with indices a filter's "pixel to the left" is one byte away. */
function unfiltered(data: Buffer, stride: number, height: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)]!
    for (let x = 0; x < stride; x++) {
      const left = x > 0 ? out[y * stride + x - 1]! : 0
      const up = y > 0 ? out[(y - 1) * stride + x]! : 0
      const corner = x > 0 && y > 0 ? out[(y - 1) * stride + x - 1]! : 0
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[y * stride + x] = data[y * (stride + 1) + 1 + x]! + predicted
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

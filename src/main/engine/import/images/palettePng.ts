import { inflateSync } from 'node:zlib'

/** Where the pixels of Adam7's seven pictures lie: their first column and row, and how far they stand apart. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
const WHOLE = [[0, 0, 1, 1]] as const

/**
 * The palette indices of an indexed PNG, one byte a pixel; undefined for any other PNG. Image libraries hand out
 * colours instead, but in a mask the index is the class. The file has been checked by a decoder before.
 */
export function readPalettePng(bytes: Buffer): Uint8Array | undefined {
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  const depth = bytes[24]!
  if (bytes[25] !== 3) return undefined
  const data = inflateSync(imageData(bytes))
  const out = new Uint8Array(width * height)
  let at = 0
  for (const [left, top, across, down] of bytes[28] === 0 ? WHOLE : ADAM7) {
    const [columns, lines] = [Math.ceil((width - left) / across), Math.ceil((height - top) / down)]
    if (columns <= 0 || lines <= 0) continue
    const stride = Math.ceil((columns * depth) / 8)
    const rows = unfiltered(data.subarray(at), stride, lines)
    at += (stride + 1) * lines
    for (let y = 0; y < lines; y++)
      for (let x = 0; x < columns; x++)
        out[(top + y * down) * width + left + x * across] = indexAt(rows, y * stride, x * depth, depth)
  }
  return out
}

/** The index that begins at a bit of a row. */
function indexAt(rows: Uint8Array, row: number, bit: number, depth: number): number {
  return (rows[row + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
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

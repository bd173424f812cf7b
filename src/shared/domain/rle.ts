import type { Mask } from './mask.ts'

/** Written first in every encoded mask, so that a later form can be told apart. */
const VERSION = 1

/**
 * A mask as bytes: version, width, height, then (value, run length) pairs in row-major order, numbers as
 * unsigned LEB128. A typical 512×512 mask takes 1–3 kB.
 */
export function encodeMask(mask: Mask): Uint8Array {
  const bytes: number[] = [VERSION]
  writeNumber(bytes, mask.width)
  writeNumber(bytes, mask.height)
  const { data } = mask
  for (let start = 0; start < data.length; ) {
    const value = data[start]!
    let end = start + 1
    while (end < data.length && data[end] === value) end++
    bytes.push(value)
    writeNumber(bytes, end - start)
    start = end
  }
  return Uint8Array.from(bytes)
}

/** The size of an encoded mask, without the room that decoding it takes. Throws a RangeError where there is none. */
export function sizeOfMask(bytes: Uint8Array): { width: number; height: number } {
  const cursor = { at: 1 }
  return { width: readNumber(bytes, cursor), height: readNumber(bytes, cursor) }
}

/** Six bytes can claim any size; no frame has more pixels than this. */
const MOST_PIXELS = 2 ** 28

/** The inverse of `encodeMask`. Throws a RangeError where the bytes are no whole mask, or one of more than `most` pixels. */
export function decodeMask(bytes: Uint8Array, most = MOST_PIXELS): Mask {
  if (bytes[0] !== VERSION) throw new RangeError('The mask was written by another version of LoCo Studio.')
  const cursor = { at: 1 }
  const width = readNumber(bytes, cursor)
  const height = readNumber(bytes, cursor)
  if (width * height > most) throw new RangeError('The mask claims an impossible size.')
  const data = new Uint8Array(width * height)
  let filled = 0
  while (filled < data.length && cursor.at < bytes.length) {
    const value = bytes[cursor.at++]!
    const run = readNumber(bytes, cursor)
    if (run === 0 || filled + run > data.length) throw new RangeError('The mask holds a broken run.')
    data.fill(value, filled, filled + run)
    filled += run
  }
  if (filled !== data.length || cursor.at !== bytes.length) throw new RangeError('The mask is cut short.')
  return { width, height, data }
}

/** Reads an encoded mask run by run, without the room that decoding takes. Throws a RangeError where it is broken. */
export class RunReader {
  readonly width: number
  readonly height: number
  /** The value of the run under the cursor, and its pixels that are left; 0 at the end. */
  value = 0
  left = 0
  private readonly bytes: Uint8Array
  private readonly cursor = { at: 1 }

  constructor(bytes: Uint8Array) {
    if (bytes[0] !== VERSION) throw new RangeError('The mask was written by another version of LoCo Studio.')
    this.bytes = bytes
    this.width = readNumber(bytes, this.cursor)
    this.height = readNumber(bytes, this.cursor)
    this.next()
  }

  /** Goes on by so many pixels of the run. */
  skip(pixels: number): void {
    this.left -= pixels
    if (this.left === 0) this.next()
  }

  private next(): void {
    const value = this.bytes[this.cursor.at++]
    if (value === undefined) return
    this.value = value
    this.left = readNumber(this.bytes, this.cursor)
  }
}

function writeNumber(bytes: number[], value: number): void {
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function readNumber(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0
  for (let scale = 1; scale < 2 ** 35; scale *= 128) {
    const byte = bytes[cursor.at++]
    if (byte === undefined) break
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
  }
  throw new RangeError('The mask is cut short.')
}

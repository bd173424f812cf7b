import type { HuffmanTable } from './jpegHuffman.ts'

/**
 * Bits of a JPEG scan, without its stuffed zeros. Throws a RangeError where more are asked for than there are before
 * the next marker: what a decoder reads there it has made up.
 */
export class EntropyReader {
  private readonly bytes: Uint8Array
  private readonly to: number
  private at: number
  private held = 0
  private count = 0
  /** Of the bits held, those that are not in the file; they lie last. */
  private madeUp = 0

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.bytes = bytes
    this.at = from
    this.to = to
  }

  /** The next symbol of a table of codes. */
  symbol({ length, symbol }: HuffmanTable): number {
    if (this.count < 16) this.fill()
    const next = (this.held >>> (this.count - 16)) & 0xffff
    const bits = length[next]!
    if (bits === 0) throw new RangeError('no such code')
    this.take(bits)
    return symbol[next]!
  }

  /** The next 1 to 16 bits as a number, the first the most significant. */
  bits(count: number): number {
    if (this.count < count) this.fill()
    const value = (this.held >>> (this.count - count)) & ((1 << count) - 1)
    this.take(count)
    return value
  }

  /** Passes the n-th restart, counted from 0, which must be here. */
  restart(n: number): void {
    this.mustBeUsedUp()
    if (this.bytes[this.at] !== 0xff || this.bytes[this.at + 1] !== 0xd0 + (n & 7))
      throw new RangeError('no restart where one belongs')
    this.at += 2
  }

  /** Throws unless all there is has been read. */
  end(): void {
    this.mustBeUsedUp()
    if (this.at !== this.to) throw new RangeError('more coded data than samples')
  }

  private mustBeUsedUp(): void {
    // The last byte is filled up with bits that mean nothing.
    if (this.count - this.madeUp >= 8) throw new RangeError('more coded data than samples')
    this.held = this.count = this.madeUp = 0
    while (this.at < this.to && this.bytes[this.at] === 0xff && this.bytes[this.at + 1] === 0xff) this.at++
  }

  private take(bits: number): void {
    this.count -= bits
    if (this.count < this.madeUp) throw new RangeError('fewer coded data than samples')
  }

  private fill(): void {
    while (this.count <= 16) {
      const byte = this.bytes[this.at]!
      const isOver = this.at >= this.to || (byte === 0xff && this.bytes[this.at + 1] !== 0)
      this.held = ((this.held << 8) | (isOver ? 0 : byte)) >>> 0
      this.count += 8
      if (isOver) this.madeUp += 8
      else this.at += byte === 0xff ? 2 : 1
    }
  }
}

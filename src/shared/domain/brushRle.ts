/**
 * Label Studio's run lengths of a brush (those of thi.ng's rle-pack): bits that hold how many bytes follow, how many bits
 * one takes, four widths for lengths, then runs of one byte and stretches of different ones in turn. A pixel is four
 * bytes, of which the last says how far it is painted.
 */
const WIDTHS = [3, 4, 8, 16] as const
const WORD = 8
const CHANNELS = 4

/** A mask of 0 and others, row by row, as that code; a pixel is painted in all four bytes. */
export function brushRle(painted: Uint8Array): number[] {
  const out = new Bits()
  out.write(painted.length * CHANNELS, 32)
  out.write(WORD - 1, 5)
  for (const width of WIDTHS) out.write(width - 1, 4)
  for (let at = 0; at < painted.length; ) {
    const isOn = painted[at] !== 0
    let end = at
    while (end < painted.length && (painted[end] !== 0) === isOn) end++
    for (let rest = (end - at) * CHANNELS; rest > 0; ) {
      const length = Math.min(rest, 2 ** 16)
      const which = WIDTHS.findIndex((width) => length <= 2 ** width)
      out.write(1, 1)
      out.write(which, 2)
      out.write(length - 1, WIDTHS[which]!)
      out.write(isOn ? 255 : 0, WORD)
      rest -= length
    }
    at = end
  }
  return out.bytes()
}

/** How far each of so many pixels is painted, 0 to 255. Throws a RangeError where the code is not of so many. */
export function fromBrushRle(code: readonly number[], pixels: number): Uint8Array {
  let at = 0
  const read = (width: number) => {
    let value = 0
    for (let i = 0; i < width; i++, at++) {
      const byte = code[at >> 3]
      if (byte === undefined) throw new RangeError('The code is cut short.')
      value = value * 2 + ((byte >> (7 - (at & 7))) & 1)
    }
    return value
  }
  const total = read(32)
  if (total !== pixels * CHANNELS) throw new RangeError('The code is not of this picture.')
  const word = read(5) + 1
  const widths = Array.from({ length: 4 }, () => read(4) + 1)
  const painted = new Uint8Array(pixels)
  for (let i = 0; i < total; ) {
    const isRun = read(1) === 1
    const end = i + 1 + read(widths[read(2)]!)
    if (end > total) throw new RangeError('The runs do not fit the picture.')
    let value = isRun ? read(word) : 0
    for (; i < end; i++) {
      if (!isRun) value = read(word)
      if (i % CHANNELS === CHANNELS - 1) painted[i >> 2] = value
    }
  }
  return painted
}

class Bits {
  private readonly done: number[] = []
  private byte = 0
  private filled = 0

  write(value: number, width: number): void {
    for (let bit = width - 1; bit >= 0; bit--) {
      this.byte = (this.byte << 1) | (Math.floor(value / 2 ** bit) & 1)
      if (++this.filled < 8) continue
      this.done.push(this.byte)
      this.byte = 0
      this.filled = 0
    }
  }

  bytes(): number[] {
    return this.filled === 0 ? this.done : [...this.done, this.byte << (8 - this.filled)]
  }
}

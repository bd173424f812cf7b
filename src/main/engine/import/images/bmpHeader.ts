/** What a bitmap says of itself before its pixels. */
export interface BmpHeader {
  readonly width: number
  readonly height: number
  readonly topDown: boolean
  readonly bits: number
  /** Whether rows are written as runs. */
  readonly runs: boolean
  /** Where the pixels begin. */
  readonly from: number
  /** `[index][red, green, blue]`. */
  readonly palette: Uint8Array
  /** Bits of red, green and blue in a pixel. */
  readonly masks: readonly [number, number, number]
}

const FILE_HEAD = 14
/** OS/2's first, whose sizes have 16 bits and whose colours three bytes. */
const SHORT = 12
const PLAIN = 40
const WITH_MASKS = 52
const [RAW, RUNS8, RUNS4, MASKS, MASKS_WITH_ALPHA] = [0, 1, 2, 3, 6]

/** Throws a RangeError where it is none, or of a kind that is not read. */
export function bmpHeader(file: Buffer): BmpHeader {
  const from = file.readUInt32LE(10)
  const size = file.readUInt32LE(FILE_HEAD)
  if (size !== SHORT && (size < PLAIN || size > 124)) throw new RangeError('another kind of header')
  const isShort = size === SHORT
  const width = isShort ? file.readUInt16LE(18) : file.readInt32LE(18)
  const signed = isShort ? file.readUInt16LE(20) : file.readInt32LE(22)
  const bits = file.readUInt16LE(isShort ? 24 : 28)
  const kind = isShort ? RAW : file.readUInt32LE(30)
  const runs = (kind === RUNS8 && bits === 8) || (kind === RUNS4 && bits === 4)
  const masked = (kind === MASKS || kind === MASKS_WITH_ALPHA) && (bits === 16 || bits === 32)
  const isRead = [1, 4, 8, 16, 24, 32].includes(bits) && (kind === RAW || runs || masked)
  if (!isRead || width <= 0 || signed === 0) throw new RangeError('another kind of bitmap')
  const colours = isShort ? 0 : file.readUInt32LE(46)
  // Masks follow the plain header, or are part of a longer one.
  const after = FILE_HEAD + size + (masked && size < WITH_MASKS ? (kind === MASKS ? 12 : 16) : 0)
  const palette =
    bits <= 8 ? paletteAt(file, after, { isShort, most: 1 << bits, colours }) : new Uint8Array(0)
  if (from < after + (palette.length / 3) * (isShort ? 3 : 4))
    throw new RangeError('pixels within the header')
  return {
    width,
    height: Math.abs(signed),
    topDown: signed < 0,
    bits,
    runs,
    from,
    palette,
    masks: masked
      ? masksAt(file, FILE_HEAD + PLAIN)
      : bits === 16
        ? [0x7c00, 0x3e0, 0x1f]
        : [0xff0000, 0xff00, 0xff],
  }
}

const masksAt = (file: Buffer, at: number): [number, number, number] => [
  file.readUInt32LE(at),
  file.readUInt32LE(at + 4),
  file.readUInt32LE(at + 8),
]

function paletteAt(
  file: Buffer,
  at: number,
  { isShort, most, colours }: { isShort: boolean; most: number; colours: number },
): Uint8Array {
  const count = colours === 0 ? most : Math.min(colours, most)
  const each = isShort ? 3 : 4
  if (at + count * each > file.length) throw new RangeError('cut short')
  const out = new Uint8Array(count * 3)
  for (let i = 0; i < count; i++) for (let c = 0; c < 3; c++) out[i * 3 + c] = file[at + i * each + 2 - c]!
  return out
}

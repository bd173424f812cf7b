import { mustBeFilling } from './filling.ts'

/** What a JPEG 2000 codestream says of itself before its pixels. */
export interface Jpeg2000Header {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: number
  readonly signed: boolean
  /** Whether red, green and blue were mixed for coding; a decoder parts them again. */
  readonly mixed: boolean
}

const [START, SIZE, STYLE, TILE, DATA, END] = [0xff4f, 0xff51, 0xff52, 0xff90, 0xff93, 0xffd9]

/**
 * Reads the main header (ITU-T T.800 annex A) and follows the parts of all tiles to the end. Throws a RangeError
 * where they do not lie end to end, or a tile is missing: the decoder leaves such a tile grey and says nothing.
 */
export function jpeg2000Header(bytes: Uint8Array): Jpeg2000Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0) !== START) throw new RangeError('no start of a codestream')
  let header: (Jpeg2000Header & { readonly tiles: number }) | undefined
  let mixed = false
  let at = 2
  for (; view.getUint16(at) !== TILE; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker < 0xff00 || marker === DATA || marker === END) throw new RangeError('no tile')
    if (marker === SIZE) header = sizesAt(view, at)
    if (marker === STYLE) mixed = view.getUint8(at + 8) === 1
  }
  if (!header) throw new RangeError('no sizes')
  const { tiles, ...sizes } = header
  followTiles(view, at, tiles)
  return { ...sizes, mixed }
}

function sizesAt(view: DataView, at: number): Jpeg2000Header & { readonly tiles: number } {
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, i) => view.getUint32(at + 6 + 4 * i),
  ) as [number, number, number, number, number, number, number, number]
  const samples = view.getUint16(at + 38)
  const kinds = Array.from({ length: samples }, (_, i) => view.getUint8(at + 40 + 3 * i))
  const shrunk = kinds.some((_, i) => view.getUint16(at + 41 + 3 * i) !== 0x0101)
  const [kind = 0] = kinds
  if (shrunk || kinds.some((other) => other !== kind)) throw new RangeError('samples of several kinds')
  const tiles = Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight)
  const signed = kind >= 0x80
  return {
    width: right - left,
    height: bottom - top,
    samples,
    bits: (kind & 0x7f) + 1,
    signed,
    mixed: false,
    tiles,
  }
}

function followTiles(view: DataView, from: number, tiles: number): void {
  const seen = new Set<number>()
  let at = from
  while (view.getUint16(at) === TILE) {
    seen.add(view.getUint16(at + 4))
    const length = view.getUint32(at + 6)
    // No length: the tile's part goes on to the end of all.
    at = length === 0 ? lastEnd(view) : at + length
    if (length !== 0 && length < 14) throw new RangeError('a tile does not fit')
  }
  if (view.getUint16(at) !== END) throw new RangeError('no end of the codestream')
  mustBeFilling(new Uint8Array(view.buffer, view.byteOffset + at + 2, view.byteLength - at - 2))
  if (seen.size !== tiles) throw new RangeError('a tile is missing')
}

function lastEnd(view: DataView): number {
  for (let at = view.byteLength - 2; at > 0; at--) if (view.getUint16(at) === END) return at
  throw new RangeError('no end of the codestream')
}

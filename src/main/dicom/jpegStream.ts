import { mustBeFilling } from './filling.ts'

/** What a JPEG stream says of itself before its pixels; `marker` is the last byte of its frame header's marker. */
export interface JpegFrame {
  readonly marker: number
  readonly bits: number
  readonly width: number
  readonly height: number
  readonly components: readonly { readonly id: number; readonly h: number; readonly v: number }[]
}

/** One part of a JPEG stream: where it begins (at its 0xff), its marker, and what it holds. */
export interface JpegSegment {
  readonly at: number
  readonly marker: number
  readonly body: Uint8Array
  /** One past the segment; for a scan, past the coded data that follow it. */
  readonly end: number
}

export const MARKER = { start: 0xd8, end: 0xd9, scan: 0xda, restart: 0xdd, huffman: 0xc4 } as const
/** Frame headers of every process: SOF0 to SOF15 without the three that are none, and JPEG-LS's. */
const isFrame = (marker: number) =>
  (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7

/**
 * The parts of a JPEG or JPEG-LS stream up to its end, and what follows it. Throws a RangeError where they do not lie
 * end to end from its start to its end mark: then it is cut or damaged.
 */
export function jpegSegments(bytes: Uint8Array): {
  readonly segments: readonly JpegSegment[]
  readonly rest: Uint8Array
} {
  const found: JpegSegment[] = []
  if (bytes[0] !== 0xff || bytes[1] !== MARKER.start) throw new RangeError('no start of a picture')
  let lossless = false
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) throw new RangeError('no marker where one belongs')
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (marker === undefined || marker === 0) throw new RangeError('cut short')
    if (marker === MARKER.end) break
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    const bodyEnd = at + 2 + length
    if (length < 2 || bodyEnd > bytes.length) throw new RangeError('a segment does not fit')
    if (marker === 0xf7) lossless = true
    const end = marker === MARKER.scan ? endOfScan(bytes, bodyEnd, lossless) : bodyEnd
    found.push({ at, marker, body: bytes.subarray(at + 4, bodyEnd), end })
    at = end
  }
  return { segments: found, rest: bytes.subarray(at + 2) }
}

/** The same of a stream that is one picture and nothing else. Throws a RangeError where it is more. */
export function jpegSegmentsAlone(bytes: Uint8Array): readonly JpegSegment[] {
  const { segments, rest } = jpegSegments(bytes)
  mustBeFilling(rest)
  return segments
}

/** The only frame header of a stream. Throws a RangeError where there is none, or another. */
export function jpegFrameOf(segments: readonly JpegSegment[]): JpegFrame {
  const [header, another] = segments.filter(({ marker }) => isFrame(marker))
  if (!header || another) throw new RangeError('not one frame header')
  const { body, marker } = header
  const [bits = 0, h1 = 0, h2 = 0, w1 = 0, w2 = 0, count = 0] = body
  if (body.length !== 6 + 3 * count) throw new RangeError('a broken frame header')
  const components = Array.from({ length: count }, (_, i) => {
    const [id = 0, sampling = 0] = body.subarray(6 + 3 * i)
    return { id, h: sampling >> 4, v: sampling & 15 }
  })
  return { marker, bits, width: (w1 << 8) | w2, height: (h1 << 8) | h2, components }
}

/** Where coded data end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number, lossless: boolean): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    // JPEG-LS stuffs a bit instead of a byte: after 0xff comes any byte below 0x80.
    const coded = lossless ? next < 0x80 : next === 0
    if (!coded && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  throw new RangeError('no end of the coded data')
}

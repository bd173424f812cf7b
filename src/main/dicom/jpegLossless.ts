import { EntropyReader } from './EntropyReader.ts'
import { type HuffmanTable, huffmanTables } from './jpegHuffman.ts'
import { type JpegFrame, type JpegSegment, jpegFrameOf, jpegSegmentsAlone, MARKER } from './jpegStream.ts'

/** A picture's samples, interleaved. */
export interface LosslessPicture {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: number
  readonly data: Uint16Array
}

const LOSSLESS = 0xc3

/**
 * Decodes JPEG Lossless (ITU-T T.81 process 14, all predictors). Strict, where the public decoders fill up what is
 * missing: throws a RangeError unless the coded data hold each sample, each sample fits the stream's bits, and
 * nothing is left over. Damage in a stream without check sums shows in no other way.
 */
export function decodeJpegLossless(bytes: Uint8Array): LosslessPicture {
  const segments = jpegSegmentsAlone(bytes)
  const frame = jpegFrameOf(segments)
  const { width, height, bits, components, marker } = frame
  if (marker !== LOSSLESS || components.some(({ h, v }) => h !== 1 || v !== 1) || bits < 2 || bits > 16)
    throw new RangeError('another kind of JPEG')
  const samples = components.length
  const data = new Uint16Array(width * height * samples)
  const tables = new Map<number, HuffmanTable>()
  const seen = new Set<number>()
  let restart = 0
  for (const segment of segments) {
    if (segment.marker === MARKER.huffman) huffmanTables(segment.body, tables)
    if (segment.marker === MARKER.restart) restart = wordOf(segment.body)
    if (segment.marker !== MARKER.scan) continue
    const scan = scanOf(segment, frame, tables)
    for (const { place } of scan.parts) {
      if (seen.has(place)) throw new RangeError('a component twice')
      seen.add(place)
    }
    decodeScan(scan, new EntropyReader(bytes, segment.at + 4 + segment.body.length, segment.end), {
      frame,
      data,
      rows: rowsBetweenRestarts(restart, width),
    })
  }
  if (seen.size !== samples) throw new RangeError('a component is missing')
  return { width, height, samples, bits, data }
}

const wordOf = ([high = 0, low = 0]: Uint8Array) => (high << 8) | low

/** Restarts come after whole rows (T.81 H.1.1); 0 where there are none. */
function rowsBetweenRestarts(interval: number, width: number): number {
  if (interval % width !== 0) throw new RangeError('a restart within a row')
  return interval / width
}

interface Scan {
  readonly predictor: number
  readonly shift: number
  readonly parts: readonly { readonly place: number; readonly table: HuffmanTable }[]
}

function scanOf(
  { body }: JpegSegment,
  { components, bits }: JpegFrame,
  tables: ReadonlyMap<number, HuffmanTable>,
): Scan {
  const count = body[0] ?? 0
  if (count === 0 || body.length !== 4 + 2 * count) throw new RangeError('a broken scan header')
  const parts = Array.from({ length: count }, (_, i) => {
    const [id, select = 0] = body.subarray(1 + 2 * i)
    const table = tables.get(select >> 4)
    const place = components.findIndex((component) => component.id === id)
    if (place < 0 || !table) throw new RangeError('a scan of an unknown component or table')
    return { place, table }
  })
  const [predictor = 0, , shift = 0] = body.subarray(1 + 2 * count)
  if (predictor < 1 || predictor > 7 || shift >= bits) throw new RangeError('an unknown predictor')
  return { predictor, shift, parts }
}

interface Target {
  readonly frame: JpegFrame
  readonly data: Uint16Array
  /** Rows from one restart to the next; 0 for none. */
  readonly rows: number
}

function decodeScan(
  { predictor, shift, parts }: Scan,
  reader: EntropyReader,
  { frame: { width, height, bits, components }, data, rows }: Target,
): void {
  const samples = components.length
  const stride = width * samples
  const middle = 1 << (bits - shift - 1)
  const highest = 2 ** (bits - shift)
  for (let y = 0, i = 0; y < height; y++) {
    const isFirst = rows === 0 ? y === 0 : y % rows === 0
    if (isFirst && y > 0) reader.restart(y / rows - 1)
    for (let x = 0; x < width; x++, i += samples) {
      for (const { place, table } of parts) {
        const at = i + place
        const difference = differenceFrom(reader, table)
        const predicted = isFirst
          ? x === 0
            ? middle
            : data[at - samples]!
          : x === 0
            ? data[at - stride]!
            : predict(predictor, data[at - samples]!, data[at - stride]!, data[at - stride - samples]!)
        const value = (predicted + difference) & 0xffff
        if (value >= highest) throw new RangeError('a sample beyond its bits')
        data[at] = value
      }
    }
  }
  reader.end()
  if (shift === 0) return
  for (const { place } of parts) for (let i = place; i < data.length; i += samples) data[i]! <<= shift
}

/** T.81 table H.1: from left, above and the corner between them. */
function predict(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 1:
      return left
    case 2:
      return above
    case 3:
      return corner
    case 4:
      return left + above - corner
    case 5:
      return left + ((above - corner) >> 1)
    case 6:
      return above + ((left - corner) >> 1)
    default:
      return (left + above) >> 1
  }
}

/** The next difference, T.81 table H.2: how many bits it has, then those. */
function differenceFrom(reader: EntropyReader, table: HuffmanTable): number {
  const bits = reader.symbol(table)
  if (bits === 0) return 0
  if (bits === 16) return 32768
  if (bits > 16) throw new RangeError('no such difference')
  const value = reader.bits(bits)
  return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value
}

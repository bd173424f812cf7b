import { type JpegSegment, MARKER } from './jpegStream.ts'

const ADOBE = 0xee
const TRANSFORM = 11

/**
 * A JPEG stream of a DICOM file as a file that decoders colour rightly. Which colours its components are, DICOM says
 * in another place, where a decoder would go by marks that mean nothing here; only an Adobe segment is believed
 * before the header, since a decoder that wrote it meant it. All other application segments go.
 */
export function withColourSaid(
  stream: Uint8Array,
  segments: readonly JpegSegment[],
  photometric: string,
): Buffer {
  const adobe = segments.findLast(
    ({ marker, body }) => marker === ADOBE && Buffer.from(body).toString('latin1', 0, 5) === 'Adobe',
  )
  const transform = adobe?.body[TRANSFORM] ?? (photometric === 'RGB' ? 0 : 1)
  const kept = segments.filter(({ marker }) => (marker & 0xf0) !== 0xe0 && marker !== 0xfe)
  return Buffer.concat([
    Buffer.of(0xff, MARKER.start),
    adobeSegment(transform),
    ...kept.map(({ at, end }) => stream.subarray(at, end)),
    Buffer.of(0xff, MARKER.end),
  ])
}

/** An Adobe segment that says how components were made of red, green and blue (0: not at all), and nothing else. */
const adobeSegment = (transform: number) =>
  Buffer.from([0xff, ADOBE, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform])

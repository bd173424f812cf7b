import { type JpegSegment, jpegSegments, MARKER } from '../../../dicom/jpegStream.ts'
import { Unreadable } from '../found/Unreadable.ts'
import { bareProfile } from './iccProfile.ts'

const [JFIF, PROFILE, ADOBE, COMMENT] = [0xe0, 0xe2, 0xee, 0xfe]
const PROFILE_MARK = 'ICC_PROFILE\0'
const MOST_BODY = 65533 - PROFILE_MARK.length - 2

/**
 * The segments that pixels need, and of those of applications what says how components become colours: that there is
 * a JFIF or an Adobe mark, with the latter's transform, and the profile; each written anew, without the thumbnails,
 * versions and texts that they carry. Nothing behind the end stays. Throws `Unreadable` where the stream is not whole.
 */
export function strippedJpeg(bytes: Buffer): Buffer {
  const segments = segmentsOf(bytes)
  const profile = profileOf(segments)
  const firstOfProfile = segments.find(isProfile)
  const parts = segments.map((segment) => {
    const { marker, body, at, end } = segment
    if (segment === firstOfProfile) return profile
    if (marker === JFIF) return textOf(body, 5) === 'JFIF\0' ? jfif() : Buffer.alloc(0)
    if (marker === ADOBE) return textOf(body, 5) === 'Adobe' ? adobe(body[11] ?? 0) : Buffer.alloc(0)
    return (marker & 0xf0) === 0xe0 || marker === COMMENT ? Buffer.alloc(0) : bytes.subarray(at, end)
  })
  return Buffer.concat([Buffer.of(0xff, MARKER.start), ...parts, Buffer.of(0xff, MARKER.end)])
}

function segmentsOf(bytes: Buffer): readonly JpegSegment[] {
  try {
    return jpegSegments(bytes).segments
  } catch {
    throw new Unreadable('imageDamaged')
  }
}

const textOf = (body: Uint8Array, length: number) => Buffer.from(body.subarray(0, length)).toString('latin1')

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.of(0xff, marker, 0, 0)
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** Version 1.01, square pixels, no thumbnail. */
const jfif = () => segment(JFIF, Buffer.from('4a46494600010100000100010000', 'hex'))

const adobe = (transform: number) =>
  segment(ADOBE, Buffer.concat([Buffer.from('Adobe\0\x64\0\0\0\0', 'latin1'), Buffer.of(transform)]))

/** APP2 also carries whole further pictures (MPF). */
const isProfile = ({ marker, body }: JpegSegment) =>
  marker === PROFILE && textOf(body, PROFILE_MARK.length) === PROFILE_MARK

/** The profile's parts put together in their order, made bare, and parted again; empty where it is not sound. */
function profileOf(segments: readonly JpegSegment[]): Buffer {
  const parts = segments.filter(isProfile).map(({ body }) => body)
  const inOrder = parts.toSorted((a, b) => (a[PROFILE_MARK.length] ?? 0) - (b[PROFILE_MARK.length] ?? 0))
  const bare = bareProfile(Buffer.concat(inOrder.map((body) => body.subarray(PROFILE_MARK.length + 2))))
  if (!bare) return Buffer.alloc(0)
  const count = Math.ceil(bare.length / MOST_BODY)
  return Buffer.concat(
    Array.from({ length: count }, (_, i) => {
      const mark = Buffer.concat([Buffer.from(PROFILE_MARK, 'latin1'), Buffer.of(i + 1, count)])
      return segment(PROFILE, Buffer.concat([mark, bare.subarray(i * MOST_BODY, (i + 1) * MOST_BODY)]))
    }),
  )
}

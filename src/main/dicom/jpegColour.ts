/** An Adobe segment that says "components are not transformed". */
const UNTRANSFORMED = Buffer.from([
  0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00,
])

/**
 * A JPEG stream of a DICOM file as a file that decoders colour rightly: DICOM says in another place that the
 * components are RGB, where a decoder would take them for YCbCr.
 */
export function withColourSaid(stream: Buffer, photometric: string): Buffer {
  if (photometric !== 'RGB' || stream.subarray(0, 64).includes('Adobe')) return stream
  return Buffer.concat([stream.subarray(0, 2), UNTRANSFORMED, stream.subarray(2)])
}

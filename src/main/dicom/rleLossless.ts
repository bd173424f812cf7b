/**
 * DICOM's RLE: a header of 16 numbers, then one packed-bits segment for each byte of each sample (PS3.5 annex G).
 * Returns the samples in planes `[sample][pixel]`, most significant byte first within a sample. Throws a
 * RangeError where a segment holds fewer or more bytes than there are pixels.
 */
export function decodeRle(
  bytes: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const segments = view.getUint32(0, true)
  if (segments !== samples * bytesPerSample) throw new RangeError('The number of segments is wrong.')
  const out = new Uint8Array(pixels * samples * bytesPerSample)
  let before = HEADER
  for (let s = 0; s < segments; s++) {
    const from = view.getUint32(4 + 4 * s, true)
    const to = s + 1 < segments ? view.getUint32(8 + 4 * s, true) : bytes.length
    if (from !== before || to < from || to > bytes.length) throw new RangeError('Segments do not fit.')
    before = to
    const plane = unpackBits(bytes.subarray(from, to), pixels)
    const [sample, byte] = [Math.floor(s / bytesPerSample), s % bytesPerSample]
    const start = sample * pixels * bytesPerSample
    // Little endian in memory: the first segment of a sample is its high byte.
    for (let p = 0; p < pixels; p++) out[start + p * bytesPerSample + (bytesPerSample - 1 - byte)] = plane[p]!
  }
  return out
}

const HEADER = 64
const NOTHING = 128

function unpackBits(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  let [at, filled] = [0, 0]
  while (filled < length) {
    const count = bytes[at++]
    if (count === undefined) throw new RangeError('A segment is cut short.')
    if (count === NOTHING) continue
    const run = count < NOTHING ? count + 1 : 257 - count
    const stored = count < NOTHING ? run : 1
    if (at + stored > bytes.length) throw new RangeError('A segment is cut short.')
    if (filled + run > length) throw new RangeError('A segment holds more than its pixels.')
    if (count < NOTHING) out.set(bytes.subarray(at, at + run), filled)
    else out.fill(bytes[at]!, filled, filled + run)
    at += stored
    filled += run
  }
  // Filled up to an even length, by some writers further.
  if (bytes.subarray(at).some((byte) => byte !== 0 && byte !== NOTHING) && bytes.length - at > 1)
    throw new RangeError('A segment holds more than its pixels.')
  return out
}

/**
 * DICOM's RLE: a header of 16 numbers, then one packed-bits segment for each byte of each sample (PS3.5 annex G).
 * Returns the samples in planes `[sample][pixel]`, most significant byte first within a sample. Throws a
 * RangeError where segments do not fit.
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
  for (let s = 0; s < segments; s++) {
    const from = view.getUint32(4 + 4 * s, true)
    const to = s + 1 < segments ? view.getUint32(8 + 4 * s, true) : bytes.length
    const plane = unpackBits(bytes.subarray(from, to), pixels)
    const [sample, byte] = [Math.floor(s / bytesPerSample), s % bytesPerSample]
    const start = sample * pixels * bytesPerSample
    // Little endian in memory: the first segment of a sample is its high byte.
    for (let p = 0; p < pixels; p++) out[start + p * bytesPerSample + (bytesPerSample - 1 - byte)] = plane[p]!
  }
  return out
}

function unpackBits(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  let [at, filled] = [0, 0]
  while (filled < length) {
    const count = bytes[at++]
    if (count === undefined) throw new RangeError('A segment is cut short.')
    if (count === 128) continue
    if (count < 128) {
      const run = Math.min(count + 1, length - filled)
      if (at + run > bytes.length) throw new RangeError('A segment is cut short.')
      out.set(bytes.subarray(at, at + run), filled)
      at += count + 1
      filled += run
    } else {
      const run = Math.min(257 - count, length - filled)
      out.fill(bytes[at++] ?? 0, filled, filled + run)
      filled += run
    }
  }
  return out
}

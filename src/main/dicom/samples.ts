type Samples = Uint8Array | Uint16Array

/** Planes `[sample][pixel]` as `[pixel][sample]`. */
export function interleaved(planes: Samples, pixels: number, samples: number): Samples {
  if (samples === 1) return planes
  const out = planes instanceof Uint16Array ? new Uint16Array(planes.length) : new Uint8Array(planes.length)
  for (let s = 0; s < samples; s++)
    for (let p = 0; p < pixels; p++) out[p * samples + s] = planes[s * pixels + p]!
  return out
}

/** 4:2:2 as DICOM stores it: two brightnesses, then the two colours that both share. */
export function doubled(values: Samples, pixels: number): Uint8Array {
  const out = new Uint8Array(pixels * 3)
  for (let p = 0; p < pixels; p++) {
    const pair = (p >> 1) * 4
    out[p * 3] = values[pair + (p & 1)]!
    out[p * 3 + 1] = values[pair + 2]!
    out[p * 3 + 2] = values[pair + 3]!
  }
  return out
}

/** Bytes as samples of 8 or 16 bits, little endian; of a buffer of their own. */
export const samplesIn = (bytes: Uint8Array, allocated: number): Samples =>
  allocated === 16 ? new Uint16Array(Uint8Array.from(bytes).buffer) : bytes

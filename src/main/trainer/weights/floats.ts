/** Kinds of floating numbers that weight files hold, and how many bytes each takes. */
export const FLOAT_BYTES = { F32: 4, F64: 8, F16: 2, BF16: 2 } as const
export type FloatKind = keyof typeof FLOAT_BYTES

/** Little-endian values as floats of 32 bits; a file's doubles lose what no net needs. */
export function toFloats(bytes: Uint8Array, kind: FloatKind): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const out = new Float32Array(bytes.byteLength / FLOAT_BYTES[kind])
  const read = readers[kind]
  for (let i = 0; i < out.length; i++) out[i] = read(view, i)
  return out
}

const word = new DataView(new ArrayBuffer(4))
const bits = (value: number) => {
  word.setUint32(0, value)
  return word.getFloat32(0)
}

const readers: Readonly<Record<FloatKind, (view: DataView, i: number) => number>> = {
  F32: (view, i) => view.getFloat32(i * 4, true),
  F64: (view, i) => view.getFloat64(i * 8, true),
  F16: (view, i) => half(view.getUint16(i * 2, true)),
  BF16: (view, i) => bits((view.getUint16(i * 2, true) << 16) >>> 0),
}

/** IEEE 754 binary16. */
function half(value: number): number {
  const sign = value & 0x8000 ? -1 : 1
  const exponent = (value >> 10) & 0x1f
  const fraction = value & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

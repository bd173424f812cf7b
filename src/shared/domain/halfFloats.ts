/** Numbers as 16-bit floats and back (IEEE 754 binary16), for what is kept by the million and needs three digits. */

const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** Rounds to the nearest, to the even one of two; what is too large becomes infinite. */
export function toHalves(values: Float32Array): Uint16Array {
  const out = new Uint16Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = toHalf(values[i]!)
  return out
}

function toHalf(value: number): number {
  float[0] = value
  const all = bits[0]!
  const sign = (all >>> 16) & 0x8000
  const rest = all & 0x7fffffff
  if (rest >= 0x7f800000) return sign | (rest > 0x7f800000 ? 0x7e00 : 0x7c00)
  // Below 2^-14 halves have a fixed step of 2^-24.
  if (rest < 0x38800000) return sign | toEven(Math.abs(value) * 2 ** 24)
  // The exponent's zero lies elsewhere; a carry of rounding runs into it as it should.
  const rounded = (rest - 0x38000000 + 0xfff + ((rest >>> 13) & 1)) >>> 13
  return sign | Math.min(rounded, 0x7c00)
}

function toEven(value: number): number {
  const down = Math.floor(value)
  const over = value - down
  return over > 0.5 || (over === 0.5 && down % 2 === 1) ? down + 1 : down
}

/** All 65,536 of them: looking one up takes a fraction of working it out. */
let table: Float32Array | undefined

export function fromHalves(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, half) => fromHalf(half))
  const out = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) out[i] = table[halves[i]!]!
  return out
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 31
  const fraction = half & 1023
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
}

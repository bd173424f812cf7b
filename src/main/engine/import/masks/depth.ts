import type { Samples } from './samples.ts'

/** What eight bits that were stretched to sixteen are multiples of. */
const STRETCHED = 257
const MOST_BYTE = 255

/** Values of eight bits as they stand, where that is what sixteen bits hold: small ones, or stretched ones. */
function asBytes(values: Uint8Array | Uint16Array): Uint8Array | undefined {
  if (values instanceof Uint8Array) return values
  let [isSmall, isStretched] = [true, true]
  for (const value of values) {
    if (value > MOST_BYTE) isSmall = false
    if (value % STRETCHED !== 0) isStretched = false
  }
  if (isSmall) return Uint8Array.from(values)
  return isStretched ? values.reduce(stretchedBack, new Uint8Array(values.length)) : undefined
}

const stretchedBack = (out: Uint8Array, value: number, i: number) => {
  out[i] = value / STRETCHED
  return out
}

/** Samples in eight bits: as they stand where they fit, else by their upper bits. */
export const inEightBits = (data: Samples['data']): Uint8Array =>
  asBytes(data) ?? Uint8Array.from(data, (value) => value >> 8)

/**
 * Grey values in as many bits as they need: numbers beyond 255 stay what they are where there are few, as ids are;
 * more are shades of grey, of which the upper bits say all.
 */
export function inFewBits(values: Samples['data'], mostValues: number): Uint8Array | Uint16Array {
  const bytes = asBytes(values)
  if (bytes) return bytes
  const seen = new Set<number>()
  for (const value of values) {
    seen.add(value)
    if (seen.size > mostValues) return inEightBits(values)
  }
  return values
}

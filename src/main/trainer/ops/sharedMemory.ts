import { release, upload, valuesOf } from './handle.ts'

/** Floats between two places that TensorFlow can share: it wants 64 bytes' alignment. */
export const ALIGNED_FLOATS = 16

/** Where the next aligned place is. */
export const aligned = (at: number) => Math.ceil(at / ALIGNED_FLOATS) * ALIGNED_FLOATS

/**
 * Zeroed floats whose multiples of `ALIGNED_FLOATS` TensorFlow uses in place instead of copying (see `upload`):
 * weights then exist once, and handing them over before each step is free. An array's address is not known
 * here, so the right start is found by trying. On a device of its own memory nothing is shared, and all is copied.
 */
export function sharableFloats(length: number): Float32Array {
  const buffer = new ArrayBuffer((length + ALIGNED_FLOATS) * 4)
  for (let shift = 0; shift < ALIGNED_FLOATS; shift++) {
    const floats = new Float32Array(buffer, shift * 4, length)
    if (length > 0 && isShared(floats.subarray(0, 1))) return floats
  }
  return new Float32Array(buffer, 0, length)
}

function isShared(probe: Float32Array): boolean {
  const handle = upload([1], probe)
  probe[0] = 1
  const shared = valuesOf(handle)[0] === 1
  probe[0] = 0
  release(handle)
  return shared
}

import { type Handle, release, reshaped, run1, upload, valuesOf, wholeNumbers } from './handle.ts'
import { FLOAT, nativeAttributes } from './kernel.ts'

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

const UPDATE = nativeAttributes([FLOAT])

/**
 * Reads tensors one after another into the same memory. A copy to a new array for each costs several times the
 * copying in page faults; TensorFlow's in-place update writes through to an array that it shares. Where nothing
 * is shared, each read is a new array.
 */
export class Reader {
  private readonly floats: Float32Array
  private readonly shared: boolean

  /** For tensors of at most `length` values. */
  constructor(length: number) {
    this.floats = sharableFloats(length)
    this.shared = length > 0 && isShared(this.floats.subarray(0, 1)) && this.writesThrough()
  }

  /** The tensor's values, until the next read. */
  read(handle: Handle): Float32Array {
    if (!this.shared) return valuesOf(handle)
    const count = handle.shape.reduce((a, b) => a * b, 1)
    const into = this.floats.subarray(0, count)
    const target = upload([1, count], into)
    const row = wholeNumbers([0])
    const values = reshaped(handle, [1, count])
    release(run1('InplaceUpdate', UPDATE, [target, row, values]), target, row, values)
    return into
  }

  /** Whether the kernel still does what its name says: TensorFlow keeps it for others' sake. */
  private writesThrough(): boolean {
    const target = upload([1, 1], this.floats.subarray(0, 1))
    const row = wholeNumbers([0])
    const values = upload([1, 1], Float32Array.of(2))
    release(run1('InplaceUpdate', UPDATE, [target, row, values]), target, row, values)
    return this.floats[0] === 2
  }
}

function isShared(probe: Float32Array): boolean {
  const handle = upload([1], probe)
  probe[0] = 1
  const shared = valuesOf(handle)[0] === 1
  probe[0] = 0
  release(handle)
  return shared
}

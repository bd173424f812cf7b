import { type Handle, release, reshaped, run1, upload, valuesOf, wholeNumbers } from './handle.ts'
import { FLOAT, nativeAttributes } from './kernel.ts'

/** Floats between two places that TensorFlow can share: it wants 64 bytes' alignment. */
const ALIGNED_FLOATS = 16

/** Where the next aligned place is. */
export const aligned = (at: number) => Math.ceil(at / ALIGNED_FLOATS) * ALIGNED_FLOATS

const UPDATE = nativeAttributes([FLOAT])

/**
 * Reads tensors one after another into the same memory. A copy to a new array for each costs several times the
 * copying in page faults; TensorFlow's in-place update writes through to an array that it shares. Where nothing
 * is shared, on a device of its own memory, values are copied.
 */
export class Reader {
  private readonly floats: Float32Array
  private readonly shared: boolean

  /** Reads into `floats`, as long as the longest tensor and aligned to 64 bytes. */
  constructor(floats: Float32Array) {
    this.floats = floats
    this.shared = isShared(floats.subarray(0, 1)) && this.writesThrough()
  }

  /** The tensor's values, until the next read; behind them zeroes up to the next alignment. */
  read(handle: Handle): Float32Array {
    const count = handle.shape.reduce((a, b) => a * b, 1)
    const into = this.floats.subarray(0, count)
    this.floats.fill(0, count, aligned(count))
    if (!this.shared) {
      into.set(valuesOf(handle))
      return into
    }
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

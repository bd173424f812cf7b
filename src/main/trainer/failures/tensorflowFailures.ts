import { OutOfMemory } from './OutOfMemory.ts'

/**
 * What TensorFlow's failures mean. Its binding throws plain errors that differ in their text alone, so the text is read:
 * here, and nowhere else.
 */

/** TF_RESOURCE_EXHAUSTED, as the binding puts a status into words. */
const EXHAUSTED = /^Invalid TF_Status: 8\b/
/** Kernels of oneDNN and CUDA that say it under another status, and the C++ library. */
const NO_MEMORY = /\bOOM\b|out of memory|bad_alloc/i
/** The gradient kernels for processors, asked for a dilated convolution. */
const NO_DILATION = /dilation rates larger than 1/

/** A call of the binding whose failure for want of memory is an `OutOfMemory`; others are TensorFlow's own. */
export function sayingMemory<Values extends readonly unknown[], R>(
  call: (...values: Values) => R,
): (...values: Values) => R {
  return (...values) => {
    try {
      return call(...values)
    } catch (error) {
      throw meansNoMemory(error) ? new OutOfMemory(error) : error
    }
  }
}

const meansNoMemory = (error: unknown) =>
  error instanceof Error && (EXHAUSTED.test(error.message) || NO_MEMORY.test(error.message))

/** Whether a kernel refused because it has no gradient of dilated convolutions. */
export const refusesDilation = (error: unknown): boolean =>
  error instanceof Error && NO_DILATION.test(error.message)

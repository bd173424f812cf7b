import { type Handle, runSized, upload, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'

const SLICE = nativeAttributes([FLOAT, ['Index', 'type', INT32]])
const PAD = nativeAttributes([FLOAT, ['Tpaddings', 'type', INT32]])

/** The part of `x` that begins at `from` and has shape `size`. */
export const sliced = (x: Handle, from: readonly number[], size: readonly number[]): Handle =>
  runSized('Slice', SLICE, [x], wholeNumbers(from), wholeNumbers(size))

/** `x` with `sides` of `value` around it: before and after, axis by axis. */
export const padded = (x: Handle, sides: readonly number[], value = 0): Handle =>
  runSized('PadV2', PAD, [x], wholeNumbers(sides, [x.shape.length, 2]), upload([], Float32Array.of(value)))

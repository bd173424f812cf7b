import { type Handle, release, runSized, upload, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'

const PAD = nativeAttributes([FLOAT, ['Tpaddings', 'type', INT32]])
const SLICE = nativeAttributes([FLOAT, ['Index', 'type', INT32]])

/** `x` with `width` px of `value` on all four sides. */
export function bordered(x: Handle, width: number, value = 0): Handle {
  const sides = wholeNumbers([0, 0, width, width, width, width, 0, 0], [4, 2])
  const fill = upload([], Float32Array.of(value))
  return runSized('PadV2', PAD, [x], sides, fill)
}

/** The inside of a bordered map, of the given shape. Consumes `x`. */
export function withoutBorder(x: Handle, width: number, shape: readonly number[]): Handle {
  const inner = runSized('Slice', SLICE, [x], wholeNumbers([0, width, width, 0]), wholeNumbers(shape))
  release(x)
  return inner
}

import type { Geometry } from './geometry.ts'
import { type Handle, release, reshaped, runSized, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'

/**
 * A 3×3 kernel dilated beyond the feature map only ever reads its centre: every other tap falls on padding. Exact,
 * and the usual case of the wide ASPP branches at small training sizes, where TensorFlow would spend most of the
 * filter's gradient on zeros.
 */
export const readsCentreOnly = (size: number, { dilation, stride }: Geometry, [, h, w]: readonly number[]) =>
  size === 3 && stride === 1 && dilation >= Math.max(h!, w!)

const SLICE = nativeAttributes([FLOAT, ['Index', 'type', INT32]])
const PAD = nativeAttributes([FLOAT, ['Tpaddings', 'type', INT32]])

/** The centre of a filter `[3,3,I,O]` as `[1,1,I,O]`. */
export function centreOf(filter: Handle): Handle {
  const [, , i, o] = filter.shape
  return runSized('Slice', SLICE, [filter], wholeNumbers([1, 1, 0, 0]), wholeNumbers([1, 1, i!, o!]))
}

/** The gradient of a filter `[3,3,I,O]` of which only the centre was read. Consumes `centre`, of any shape. */
export function aroundCentre(centre: Handle, filter: Handle): Handle {
  const [, , i, o] = filter.shape
  const tap = reshaped(centre, [1, 1, i!, o!])
  const padded = runSized('Pad', PAD, [tap], wholeNumbers([1, 1, 1, 1, 0, 0, 0, 0], [4, 2]))
  release(centre, tap)
  return padded
}

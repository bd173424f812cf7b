import { padded, sliced } from './cut.ts'
import type { Geometry } from './geometry.ts'
import { type Handle, release, reshaped } from './handle.ts'

/**
 * A 3×3 kernel dilated beyond the feature map only ever reads its centre: every other tap falls on padding. Exact,
 * and the usual case of the wide ASPP branches at small training sizes, where TensorFlow would spend most of the
 * filter's gradient on zeros.
 */
export const readsCentreOnly = (size: number, { dilation, stride }: Geometry, [, h, w]: readonly number[]) =>
  size === 3 && stride === 1 && dilation >= Math.max(h!, w!)

/** The centre of a filter `[3,3,I,O]` as `[1,1,I,O]`. */
export function centreOf(filter: Handle): Handle {
  const [, , i, o] = filter.shape
  return sliced(filter, [1, 1, 0, 0], [1, 1, i!, o!])
}

/** The gradient of a filter `[3,3,I,O]` of which only the centre was read. Consumes `centre`, of any shape. */
export function aroundCentre(centre: Handle, filter: Handle): Handle {
  const [, , i, o] = filter.shape
  const tap = reshaped(centre, [1, 1, i!, o!])
  const whole = padded(tap, [1, 1, 1, 1, 0, 0, 0, 0])
  release(centre, tap)
  return whole
}

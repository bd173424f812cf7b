import { padded, sliced } from './cut.ts'
import { type Handle, release } from './handle.ts'

/** `x` with `width` px of `value` on all four sides. */
export const bordered = (x: Handle, width: number, value = 0): Handle =>
  padded(x, [0, 0, width, width, width, width, 0, 0], value)

/** The inside of a bordered map, of the given shape. Consumes `x`. */
export function withoutBorder(x: Handle, width: number, shape: readonly number[]): Handle {
  const inner = sliced(x, [0, width, width, 0], shape)
  release(x)
  return inner
}

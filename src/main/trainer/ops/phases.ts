import { refusesDilation } from '../failures/tensorflowFailures.ts'
import { native } from '../tensorflow/tensorflow.ts'
import type { Geometry } from './geometry.ts'
import { convolutionAttributes } from './geometry.ts'
import { type Handle, release, run1, runSized, upload, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'

const SPLIT = nativeAttributes([FLOAT, ['Tblock_shape', 'type', INT32], ['Tpaddings', 'type', INT32]])
const JOIN = nativeAttributes([FLOAT, ['Tblock_shape', 'type', INT32], ['Tcrops', 'type', INT32]])

/** How kernels run on phases: no border, no dilation. */
export const ON_PHASES = convolutionAttributes({ stride: 1, dilation: 1 }, 'valid')

/**
 * A convolution of stride 1 with dilation d is d² convolutions without dilation, each on every d-th pixel of every
 * d-th row. This moves a map of `shape` `[B,H,W,C]` into those phases, `[B·d²,h,w,C]`, with the border that the
 * kernel of `size` reads, and back.
 */
export function phasesOf(
  { dilation, padding }: Geometry,
  size: number,
  [, h, w]: readonly number[],
): {
  readonly split: (x: Handle) => Handle
  readonly join: (y: Handle) => Handle
  readonly splitOutput: (dy: Handle) => Handle
  readonly joinInput: (dx: Handle) => Handle
} {
  const border = padding === 'same' ? (dilation * (size - 1)) / 2 : padding
  const fill = (side: number) => (dilation - ((side + 2 * border) % dilation)) % dilation
  const block = () => wholeNumbers([dilation, dilation])
  const bordered = () => wholeNumbers([border, border + fill(h!), border, border + fill(w!)], [2, 2])
  const filled = () => wholeNumbers([0, fill(h!), 0, fill(w!)], [2, 2])
  return {
    split: (x) => runSized('SpaceToBatchND', SPLIT, [x], block(), bordered()),
    join: (y) => runSized('BatchToSpaceND', JOIN, [y], block(), filled()),
    splitOutput: (dy) => runSized('SpaceToBatchND', SPLIT, [dy], block(), filled()),
    joinInput: (dx) => runSized('BatchToSpaceND', JOIN, [dx], block(), bordered()),
  }
}

let found: boolean | undefined

/**
 * Whether this TensorFlow has gradients of dilated convolutions: oneDNN's kernels have them, a GPU's too, its own
 * for processors refuse. Found once, by asking for one: no setting tells what the library made of it.
 */
export function hasDilatedGradients(): boolean {
  found ??= native.isUsingGpuDevice || canDilate()
  return found
}

/** Whether oneDNN's kernels compute here: on a processor nothing else has those gradients. */
export const hasOneDnn = (): boolean => !native.isUsingGpuDevice && hasDilatedGradients()

function canDilate(): boolean {
  const [x, dy, sizes] = [
    upload([1, 3, 3, 1], new Float32Array(9)),
    upload([1, 3, 3, 1], new Float32Array(9)),
    wholeNumbers([3, 3, 1, 1]),
  ]
  try {
    release(
      run1('Conv2DBackpropFilter', convolutionAttributes({ stride: 1, dilation: 2 }, 'same'), [x, sizes, dy]),
    )
    return true
  } catch (error) {
    if (refusesDilation(error)) return false
    throw error
  } finally {
    release(x, dy, sizes)
  }
}

import { padded, sliced } from './cut.ts'
import type { Geometry } from './geometry.ts'
import { type Handle, release, reshaped, run1, runSized, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, matMulAttributes, nativeAttributes } from './kernel.ts'
import { hasOneDnn } from './phases.ts'

/** Values of a map, and of a filter, from which on the products below are the faster way; and channels, up to which. */
const WIDE_MAP = 500_000
const WIDE_FILTER = 9 * 512 * 512
const CHANNELS = 1024

/**
 * Whether the gradient of a 3×3 filter is better had as products than from oneDNN's kernel: that one reaches half of a
 * processor's speed where map or filter outgrow its caches (26 against 21 ms at 81×81×64, 112 against 72 at 41×41×304,
 * two AVX2 cores' time together). TensorFlow's own kernel, where oneDNN is off, has no such weakness.
 */
export function fasterAsProducts(
  size: number,
  { stride }: Geometry,
  { shape }: Handle,
  outputs: number,
): boolean {
  const inputs = shape[3]!
  if (size !== 3 || stride !== 1 || inputs > CHANNELS || !hasOneDnn()) return false
  return shape.reduce((a, b) => a * b, 1) >= WIDE_MAP || 9 * inputs * outputs >= WIDE_FILTER
}

const TRANSPOSED_BY = matMulAttributes(true, false)
const BESIDE = nativeAttributes([FLOAT, ['N', 'int', 3], ['Tidx', 'type', INT32]])
const STACK = nativeAttributes([FLOAT, ['N', 'int', 3], ['axis', 'int', 0]])
const TAPS = [0, 1, 2] as const

/**
 * Gradient of a filter `[3,3,I,O]` that went over `x` `[B,H,W,I]` with stride 1 and a border that keeps the size: one
 * product for each of its rows, of the three maps that the row's taps saw and `dy` `[B,H,W,O]`.
 */
export function filterGradient(x: Handle, dy: Handle, { dilation }: Geometry): Handle {
  const [b, h, w, inputs] = x.shape
  const outputs = dy.shape[3]!
  const wide = padded(x, [0, 0, dilation, dilation, dilation, dilation, 0, 0])
  const slopes = reshaped(dy, [-1, outputs])
  const rows = TAPS.map((row) => {
    const seen = TAPS.map((tap) =>
      sliced(wide, [0, row * dilation, tap * dilation, 0], [b!, h!, w!, inputs!]),
    )
    const beside = runSized('ConcatV2', BESIDE, seen, wholeNumbers([3], []))
    const flat = reshaped(beside, [-1, 3 * inputs!])
    const product = run1('MatMul', TRANSPOSED_BY, [flat, slopes])
    release(...seen, beside, flat)
    return product
  })
  const stacked = run1('Pack', STACK, rows)
  const gradient = reshaped(stacked, [3, 3, inputs!, outputs])
  release(wide, slopes, ...rows, stacked)
  return gradient
}

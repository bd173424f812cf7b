import { bordered, withoutBorder } from './border.ts'
import { borderOf } from './geometry.ts'
import { type Handle, release, run1, runSized, upload, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

/** Highest of 3×3 with stride 2 and a border of 1 that never wins: ResNet's stem. */
export interface MaxPoolNode extends NodeBase {
  readonly kind: 'maxPool'
}

/** Mean of the whole map, `[B,H,W,C] → [B,1,1,C]`. */
export interface MeanNode extends NodeBase {
  readonly kind: 'mean'
}

/** `[B,1,1,C]` repeated over the height and width of the second input. */
export interface SpreadNode extends NodeBase {
  readonly kind: 'spread'
}

const POOLING = { stride: 2, padding: 1, dilation: 1 } as const
const poolAttributes = (padding: 'SAME' | 'VALID') =>
  nativeAttributes([
    FLOAT,
    ['ksize', 'ints', [1, 3, 3, 1]],
    ['strides', 'ints', [1, 2, 2, 1]],
    ['padding', 'string', padding],
    ['explicit_paddings', 'ints', []],
    ['data_format', 'string', 'NHWC'],
  ])
/** Below every value that a map may hold. */
const LOWEST = -3.4e38

export const maxPoolOp: Op<MaxPoolNode> = {
  keeps: { first: true, output: true },
  predict(_, [x]) {
    const border = borderOf(POOLING, 3, x!.shape)
    if (border === 0) return run1('MaxPool', poolAttributes('SAME'), [x!])
    const wide = bordered(x!, border, LOWEST)
    const y = run1('MaxPool', poolAttributes('VALID'), [wide])
    release(wide)
    return y
  },
  backward(_, { dy, first, output, wanted }) {
    if (!wanted) return []
    const border = borderOf(POOLING, 3, first.shape)
    if (border === 0) return [run1('MaxPoolGrad', poolAttributes('SAME'), [first, output, dy])]
    const wide = bordered(first, border, LOWEST)
    const dx = run1('MaxPoolGrad', poolAttributes('VALID'), [wide, output, dy])
    release(wide)
    return [withoutBorder(dx, border, first.shape)]
  },
}

const REDUCE = nativeAttributes([FLOAT, ['keep_dims', 'bool', true], ['Tidx', 'type', INT32]])
const BROADCAST = nativeAttributes([FLOAT, ['Tidx', 'type', INT32]])
const NOTHING = { first: false, output: false }

const overMap = (kernel: 'Mean' | 'Sum', x: Handle) => runSized(kernel, REDUCE, [x], wholeNumbers([1, 2]))
const spreadOver = (x: Handle, [, h, w]: readonly number[]) =>
  runSized('BroadcastTo', BROADCAST, [x], wholeNumbers([x.shape[0]!, h!, w!, x.shape[3]!]))

export const meanOp: Op<MeanNode> = {
  keeps: NOTHING,
  predict: (_, [x]) => overMap('Mean', x!),
  backward(_, { dy, shapes, wanted }) {
    if (!wanted) return []
    const [, h, w] = shapes[0]!
    const share = upload([], Float32Array.of(1 / (h! * w!)))
    const each = run1('Mul', nativeAttributes([FLOAT]), [dy, share])
    const dx = spreadOver(each, shapes[0]!)
    release(share, each)
    return [dx]
  },
}

export const spreadOp: Op<SpreadNode> = {
  keeps: NOTHING,
  predict: (_, [x, like]) => spreadOver(x!, like!.shape),
  backward: (_, { dy, wanted }) => (wanted ? [overMap('Sum', dy)] : []),
}

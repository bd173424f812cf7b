import { release, run, run1, runSized, share, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

/** Sum of two maps of one shape. */
export interface AddNode extends NodeBase {
  readonly kind: 'add'
}

/** Maps one after another along the channels. */
export interface ConcatNode extends NodeBase {
  readonly kind: 'concat'
}

const FLOATS = nativeAttributes([FLOAT])
const NOTHING = { first: false, output: false }

export const addOp: Op<AddNode> = {
  keeps: NOTHING,
  predict: (_, inputs) => run1('AddV2', FLOATS, inputs),
  backward: (_, { dy, wanted }) => (wanted ? [share(dy), share(dy)] : []),
}

export const concatOp: Op<ConcatNode> = {
  keeps: NOTHING,
  predict: (_, inputs) =>
    runSized(
      'ConcatV2',
      nativeAttributes([FLOAT, ['N', 'int', inputs.length], ['Tidx', 'type', INT32]]),
      inputs,
      wholeNumbers([3], []),
    ),
  backward(_, { dy, shapes, wanted }) {
    if (!wanted) return []
    const attributes = nativeAttributes([FLOAT, ['num_split', 'int', shapes.length], ['Tlen', 'type', INT32]])
    const sizes = wholeNumbers(shapes.map((shape) => shape[3]!))
    const axis = wholeNumbers([3], [])
    const parts = run('SplitV', attributes, [dy, sizes, axis], shapes.length)
    release(sizes, axis)
    return parts
  },
}

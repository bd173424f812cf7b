import { run1 } from './handle.ts'
import { FLOAT, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

/** max(x, 0), where no norm stands before it. */
export interface ReluNode extends NodeBase {
  readonly kind: 'relu'
}

const FLOATS = nativeAttributes([FLOAT])

export const reluOp: Op<ReluNode> = {
  keeps: { first: false, output: true },
  predict: (_, [x]) => run1('Relu', FLOATS, [x!]),
  backward: (_, { dy, output }) => [run1('ReluGrad', FLOATS, [dy, output])],
}

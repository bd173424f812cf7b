import { sliced } from './cut.ts'
import { keptChannels } from './dropChannels.ts'
import { release, run1, runSized, share, wholeNumbers } from './handle.ts'
import { FLOAT, INT32, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

/**
 * Feature perturbation: `[B,H,W,C] → [2B,H,W,C]`, the map and behind it the map with half of each image's channels
 * dropped and the others doubled. Where nothing is perturbed, the map as it is.
 */
export interface PerturbNode extends NodeBase {
  readonly kind: 'perturb'
}

const FLOATS = nativeAttributes([FLOAT])
const JOIN = nativeAttributes([FLOAT, ['N', 'int', 2], ['Tidx', 'type', INT32]])

export const perturbOp: Op<PerturbNode> = {
  keeps: { first: false, output: false },
  predict: (_, [x]) => share(x!),
  train(_, [x], _values, _keep, { perturb }) {
    if (!perturb) return { output: share(x!), saved: [] }
    const kept = keptChannels(x!, 0.5, perturb)
    const dropped = run1('Mul', FLOATS, [x!, kept])
    const output = runSized('ConcatV2', JOIN, [x!, dropped], wholeNumbers([0], []))
    release(dropped)
    return { output, saved: [kept] }
  },
  backward(_, { dy, saved: [kept], wanted }) {
    if (!wanted) return []
    if (!kept) return [share(dy)]
    const [both = 0, ...map] = dy.shape
    const half = both / 2
    const whole = sliced(dy, [0, 0, 0, 0], [half, ...map])
    const behind = sliced(dy, [half, 0, 0, 0], [half, ...map])
    const dropped = run1('Mul', FLOATS, [behind, kept])
    const dx = run1('AddV2', FLOATS, [whole, dropped])
    release(whole, behind, dropped)
    return [dx]
  },
}

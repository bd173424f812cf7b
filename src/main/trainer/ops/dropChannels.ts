import type { Random } from '../../../shared/domain/random.ts'
import { type Handle, run1, share, upload } from './handle.ts'
import { FLOAT, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

/**
 * Channel dropout (PyTorch's Dropout2d): each image loses a share `rate` of its channels, and the others grow by
 * 1/(1 − rate). Where nothing is drawn, and in prediction, the map as it is.
 */
export interface DropChannelsNode extends NodeBase {
  readonly kind: 'dropChannels'
  readonly rate: number
}

const FLOATS = nativeAttributes([FLOAT])

export const dropChannelsOp: Op<DropChannelsNode> = {
  keeps: { first: false, output: false },
  predict: (_, [x]) => share(x!),
  train({ rate }, [x], _values, _keep, { drop }) {
    if (!drop) return { output: share(x!), saved: [] }
    const kept = keptChannels(x!, rate, drop)
    return { output: run1('Mul', FLOATS, [x!, kept]), saved: [kept] }
  },
  backward(_, { dy, saved: [kept], wanted }) {
    if (!wanted) return []
    return [kept ? run1('Mul', FLOATS, [dy, kept]) : share(dy)]
  },
}

/** 1/(1 − rate), or 0 with probability `rate`, for each image and channel of `[B,H,W,C]`: `[B,1,1,C]`. */
export function keptChannels({ shape }: Handle, rate: number, random: Random): Handle {
  const [images = 0, , , channels = 0] = shape
  const values = Float32Array.from({ length: images * channels }, () =>
    random() < rate ? 0 : 1 / (1 - rate),
  )
  return upload([images, 1, 1, channels], values)
}

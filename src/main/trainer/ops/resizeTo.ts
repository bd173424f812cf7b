import { type Handle, run1, runSized, share, wholeNumbers } from './handle.ts'
import { FLOAT, nativeAttributes } from './kernel.ts'
import type { NodeBase, Op } from './Op.ts'

/** Bilinear resize with aligned corners to the height and width of the second input (METHODS §0). */
export interface ResizeNode extends NodeBase {
  readonly kind: 'resize'
}

const ALIGNED = nativeAttributes([
  FLOAT,
  ['align_corners', 'bool', true],
  ['half_pixel_centers', 'bool', false],
])

/** `[B,h,w,C] → [B,height,width,C]`. */
export function resizeTo(x: Handle, height: number, width: number): Handle {
  if (x.shape[1] === height && x.shape[2] === width) return share(x)
  return runSized('ResizeBilinear', ALIGNED, [x], wholeNumbers([height, width]))
}

export const resizeOp: Op<ResizeNode> = {
  keeps: { first: true, output: false },
  predict: (_, [x, like]) => resizeTo(x!, like!.shape[1]!, like!.shape[2]!),
  backward: (_, { dy, first, wanted }) => (wanted ? [run1('ResizeBilinearGrad', ALIGNED, [dy, first])] : []),
}

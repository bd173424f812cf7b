import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { resizeAligned } from '../ops/resize.ts'
import { keepsNothing, type Method } from './Method.ts'

/** Learns from labelled frames alone: cross-entropy on the weak view (METHODS §1.1). */
export const supervised: Method<'supervised'> = {
  name: 'supervised',
  views: ({ weakCrop }) => ({ weakCrop }),
  start: () => ({
    step({ labelled, size }, student) {
      const { logits } = student.forward(labelled.pixels, size, { mode: 'train' })
      const full = resizeAligned(logits, size, size)
      const loss = weightedCrossEntropy(full, labelled.label, meanWeights(labelled))
      return { losses: { supervised: loss }, report: {} }
    },
    thresholds: () => [],
    ...keepsNothing,
  }),
}

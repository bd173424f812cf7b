import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { resizeAligned } from '../ops/resize.ts'
import type { Method } from './Method.ts'

/** Learns from labelled frames alone: cross-entropy on the weak view (METHODS §1.1). */
export const supervised: Method = {
  name: 'supervised',
  start: () => ({
    look: ({ labelled, size }) => ({
      pixels: labelled.pixels,
      embedded: 0,
      losses: ({ logits }) => ({
        supervised: weightedCrossEntropy(
          resizeAligned(logits, size, size),
          labelled.label,
          meanWeights(labelled.label),
        ),
      }),
    }),
    afterStep: () => {},
    teacher: () => undefined,
    report: () => ({}),
    state: () => new Map(),
    restore: () => {},
    dispose: () => {},
  }),
}

import type { Addition } from './Addition.ts'

/** A method that nobody ships: what a net sees in a frame, it is to see in an altered view of it. */
export const consistency: Addition = {
  add: 'a method',
  creates: {
    'src/shared/trainer/methods/consistency.ts': `
import * as z from 'zod'
import { methodKind } from './MethodKind.ts'

export const consistency = methodKind({
  name: 'consistency',
  sentence: 'learns to see the same in an altered view',
  usesUnlabelled: true,
  imagesHeld: 2,
  own: z.object({ weight: z.number() }),
  presets: { paper: { own: { weight: 1 } }, code: { own: { weight: 1 } }, cpu: { own: { weight: 0.5 } } },
})
`,
    'src/main/trainer/methods/consistency.ts': `
import { refused } from '../../../shared/reasons/Refused.ts'
import { meanWeights, weightedCrossEntropy } from '../losses/crossEntropy.ts'
import { resizeAligned } from '../ops/resize.ts'
import { confidencesOf } from '../pseudoLabels/confidences.ts'
import { tf } from '../tensorflow/tensorflow.ts'
import { keepsNothing, type Method } from './Method.ts'

export const consistency: Method<'consistency'> = {
  name: 'consistency',
  views: ({ weakCrop }) => ({
    weakCrop,
    unlabelled: { strong: [{ kind: 'colour', boxProbability: 0 }], mix: false },
  }),
  start: ({ settings }) => ({
    step({ size, labelled, unlabelled }, student) {
      const [strong] = unlabelled?.strong ?? []
      if (!unlabelled || !strong) throw refused('methodNeedsUnlabelled')
      const seen = student.forward(unlabelled.weak, size, { mode: 'eval' }).logits
      const { pseudoLabel } = confidencesOf(seen, size, unlabelled.ignore)
      const lossOn = (pixels: Uint8Array, label: Uint8Array) =>
        weightedCrossEntropy(
          resizeAligned(student.forward(pixels, size, { mode: 'train' }).logits, size, size),
          label,
          meanWeights({ label }),
        )
      const supervised = lossOn(labelled.pixels, labelled.label)
      const unsupervised = tf.mul(lossOn(strong.pixels, pseudoLabel), settings.consistency.weight)
      return { losses: { supervised, unsupervised }, report: {} }
    },
    thresholds: () => [],
    ...keepsNothing,
  }),
}
`,
  },
  lines: [
    {
      file: 'src/shared/trainer/methods/index.ts',
      imports: "import { consistency } from './consistency.ts'",
      from: '[loco, ',
      to: '[loco, consistency, ',
    },
    {
      file: 'src/main/trainer/methods/index.ts',
      imports: "import { consistency } from './consistency.ts'",
      from: '{ loco, ',
      to: '{ loco, consistency, ',
    },
  ],
}

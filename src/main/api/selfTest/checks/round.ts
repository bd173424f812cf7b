import { failureFor } from '../../../../shared/contract/failure.ts'
import { refused } from '../../../../shared/reasons/Refused.ts'
import type { Check } from './Check.ts'

/** As few and as small as show that gradients flow and a model is kept. */
const STEPS = 3
const OPTIONS = { preset: 'cpu', backbone: 'efficientnet-lite0', size: 64, batch: 2, seed: 1 } as const

/** A round of the method itself, with both of its nets. */
export const round: Check = {
  name: 'round',
  needs: ['study', 'tensorflow'],
  async look({ engine: { training, runtime }, actor }) {
    const initial = runtime.imagenet[OPTIONS.backbone] === undefined ? 'none' : 'imagenet'
    const { id } = await training.start(actor, {
      ...OPTIONS,
      method: 'loco',
      steps: STEPS,
      initial,
      stopAfterMinutes: null,
      threads: null,
      unjudged: false,
    })
    const { state, step, model, message, options } = await training.ended(id)
    if (state !== 'finished' && message) throw failureFor(message)
    if (state !== 'finished' || model === null) throw refused('testNothingLearned')
    return { steps: step, backbone: options.backbone, initial }
  },
}

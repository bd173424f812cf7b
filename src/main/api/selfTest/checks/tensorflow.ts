import { answerOf } from '../../../engine/jobs/JobService.ts'
import type { Check } from './Check.ts'

/** TensorFlow loads in a trainer, and what of the processor it makes use of. */
export const tensorflow: Check = {
  name: 'tensorflow',
  async look({ engine }) {
    const {
      tensorflow: version,
      device,
      processor,
      instructions,
      onednn,
    } = answerOf(await engine.jobs.ask({ kind: 'probe', job: {} }).outcome)
    return {
      version,
      device,
      processor: processor ?? '–',
      instructions: instructions ?? '–',
      onednn: onednn ? 'oneDNN' : '–',
    }
  },
}

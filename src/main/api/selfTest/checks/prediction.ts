import { WHOLE } from '../../../../shared/domain/shard.ts'
import { refused } from '../../../../shared/reasons/Refused.ts'
import { ModelService } from '../../../engine/models/ModelService.ts'
import type { Check } from './Check.ts'

/** The round's model labels every frame. */
export const prediction: Check = {
  name: 'prediction',
  needs: ['round'],
  async look({ engine: { study, training } }) {
    const [model] = await ModelService.list(study)
    if (!model) throw refused('testNothingLearned')
    const started = performance.now()
    const { labelled } = await training.label(model.id, { shard: WHOLE, again: true }, () => {})
    if (labelled === 0) throw refused('testNothingPredicted')
    return { frames: labelled, ms: Math.round((performance.now() - started) / labelled) }
  },
}

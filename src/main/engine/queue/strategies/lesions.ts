import { worstIn } from '../survey/Candidate.ts'
import type { Strategy } from './Strategy.ts'

export const lesions: Strategy = {
  name: 'lesions',
  sentence: 'frames on which the model in use sees the highest class first',
  says: 'lesion',
  delays: (candidates) => candidates.map(({ predicted }) => -worstIn(predicted)),
}

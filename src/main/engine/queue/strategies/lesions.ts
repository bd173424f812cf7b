import { MOST_CLASSES } from '../../../../shared/domain/labelClass.ts'
import type { Strategy } from './Strategy.ts'

export const lesions: Strategy = {
  name: 'lesions',
  sentence: 'frames on which the model in use sees the highest class first',
  delays: (candidates) => candidates.map(({ worst }) => MOST_CLASSES - worst),
}

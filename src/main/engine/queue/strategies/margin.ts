import { byMost } from './byMost.ts'
import type { Strategy } from './Strategy.ts'

export const margin: Strategy = {
  name: 'margin',
  sentence: 'frames on which two classes are nearly as probable for the model in use',
  says: 'unsure',
  delays: byMost(({ narrowness }) => narrowness),
}

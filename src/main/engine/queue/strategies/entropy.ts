import { byMost } from './byMost.ts'
import type { Strategy } from './Strategy.ts'

export const entropy: Strategy = {
  name: 'entropy',
  sentence: 'frames on which the model in use is least sure of any class',
  says: 'unsure',
  delays: byMost(({ entropy: value }) => value),
}

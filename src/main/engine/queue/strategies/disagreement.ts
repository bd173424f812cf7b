import { byMost } from './byMost.ts'
import type { Strategy } from './Strategy.ts'

export const disagreement: Strategy = {
  name: 'disagreement',
  sentence: 'frames that student and teacher of the last round see most differently',
  says: 'netsDiffer',
  delays: byMost(({ netsDiffer }) => netsDiffer),
}

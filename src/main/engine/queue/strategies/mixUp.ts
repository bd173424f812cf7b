import { byMost } from './byMost.ts'
import type { Strategy } from './Strategy.ts'

export const mixUp: Strategy = {
  name: 'mix-up',
  sentence: 'frames with lesions between two classes, as benign and malignant',
  says: 'torn',
  delays: byMost(({ torn }) => torn?.share ?? null),
}

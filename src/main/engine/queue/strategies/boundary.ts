import { byMost } from './byMost.ts'
import type { Strategy } from './Strategy.ts'

export const boundary: Strategy = {
  name: 'boundary',
  sentence: 'frames with lesions whose edges the model in use can hardly tell',
  says: 'edge',
  delays: byMost(({ boundary: value }) => value),
}

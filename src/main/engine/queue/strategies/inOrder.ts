import type { Strategy } from './Strategy.ts'

export const inOrder: Strategy = {
  name: 'order',
  sentence: "in the library's order",
  delays: (candidates) => candidates.map(() => 0),
}

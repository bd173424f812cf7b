import type { Strategy } from './Strategy.ts'

export const rarity: Strategy = {
  name: 'rarity',
  sentence: 'frames on which the model in use sees the class that fewest labels hold',
  says: 'rare',
  delays: (candidates, { byClass }) =>
    candidates.map(({ predicted }) =>
      byClass.reduce(
        (least, labels, c) => (c > 0 && (predicted >> c) & 1 ? Math.min(least, labels) : least),
        Infinity,
      ),
    ),
}

import { luckOf } from './luckOf.ts'
import type { Strategy } from './Strategy.ts'

/** By chance, but the same chance each time: a list that is asked for again does not jump. */
export const random: Strategy = {
  name: 'random',
  sentence: 'by chance, what others are measured against',
  delays: (candidates) => candidates.map(({ id }) => luckOf(id)),
}

import { blend } from './blend.ts'
import { boundary } from './boundary.ts'
import { disagreement } from './disagreement.ts'
import { diversity } from './diversity.ts'
import { entropy } from './entropy.ts'
import { inOrder } from './inOrder.ts'
import { lesions } from './lesions.ts'
import { margin } from './margin.ts'
import { mixUp } from './mixUp.ts'
import { random } from './random.ts'
import { rarity } from './rarity.ts'
import type { Strategy } from './Strategy.ts'
import { spread } from './spread.ts'
import { typical } from './typical.ts'

/** Every way to say what to label first; the usual one first. A new one is its file and a line here. */
export const strategies: readonly Strategy[] = [
  blend,
  entropy,
  margin,
  disagreement,
  boundary,
  mixUp,
  diversity,
  typical,
  rarity,
  random,
  spread,
  lesions,
  inOrder,
]

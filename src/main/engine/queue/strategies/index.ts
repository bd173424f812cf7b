import { inOrder } from './inOrder.ts'
import { lesions } from './lesions.ts'
import type { Strategy } from './Strategy.ts'
import { spread } from './spread.ts'

/** Every way to say what to label first; the usual one first. A new one is its file and a line here. */
export const strategies: readonly Strategy[] = [spread, lesions, inOrder]

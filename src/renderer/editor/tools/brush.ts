import { stampLine } from './stampLine.ts'
import type { Tool } from './Tool.ts'

/** Paints the class in hand. */
export const brush: Tool = {
  id: 'brush',
  key: 'b',
  down: (context, at) => stampLine(context, context.value, at, at),
  move: (context, from, to) => stampLine(context, context.value, from, to),
}

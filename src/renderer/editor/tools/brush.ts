import { stampLine } from './stampLine.ts'
import type { ToolKind } from './Tool.ts'

/** Paints the class in hand. */
export const brush: ToolKind = {
  id: 'brush',
  key: 'b',
  sized: true,
  create: () => ({
    down: (context, at) => stampLine(context, context.value, at, at),
    move: (context, from, to) => stampLine(context, context.value, from, to),
  }),
}

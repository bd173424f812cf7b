import { stampLine } from './stampLine.ts'
import type { ToolKind } from './Tool.ts'

/** Paints class 0, with its whole width. */
export const eraser = {
  id: 'eraser',
  key: 'e',
  sized: true,
  does: 'erases',
  create: () => ({
    down: (context, at) => stampLine(context, 0, at, at),
    move: (context, from, to) => stampLine(context, 0, from, to),
  }),
} as const satisfies ToolKind

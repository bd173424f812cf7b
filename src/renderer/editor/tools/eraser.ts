import { stampLine } from './stampLine.ts'
import type { Tool } from './Tool.ts'

/** Paints class 0. */
export const eraser: Tool = {
  id: 'eraser',
  key: 'e',
  down: (context, at) => stampLine(context, 0, at, at),
  move: (context, from, to) => stampLine(context, 0, from, to),
}

import { Livewire } from '../../../shared/domain/livewire.ts'
import type { Point } from '../pixels/Rectangle.ts'
import { pixelAt } from './pixelAt.ts'
import type { ToolContext, ToolKind } from './Tool.ts'
import { straight, tracingTool, type Way } from './tracing.ts'

/** Pixels that one movement of the pointer may search: some milliseconds. */
const BUDGET = 150_000

/** Intelligent scissors: from click to click the line follows the strongest edge (Mortensen and Barrett, 1995). */
export const scissors = {
  id: 'scissors',
  key: 'k',
  sized: false,
  does: 'paints',
  needs: () => ['edges'],
  // A way along edges begins at its own corner: from another it would be wrong.
  create: () => tracingTool({ from: alongEdges, kept: () => [] }),
} as const satisfies ToolKind

function alongEdges(context: ToolContext, corner: Point): Way {
  const edges = context.edges()
  const seed = pixelAt(context.mask, corner)
  if (!edges || seed === undefined) return straight
  const wire = new Livewire(edges, context.mask.width, seed)
  return ({ mask }, to) => {
    const pixel = pixelAt(mask, to)
    const path = pixel === undefined ? undefined : wire.pathTo(pixel, BUDGET)
    return path?.map((on) => ({ x: (on % mask.width) + 0.5, y: Math.floor(on / mask.width) + 0.5 })) ?? [to]
  }
}

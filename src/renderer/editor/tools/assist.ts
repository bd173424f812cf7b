import { type Contour, regionsOf } from '../../../shared/domain/contours.ts'
import { floodFill } from './floodFill.ts'
import { pixelAt } from './pixelAt.ts'
import { regionTool } from './region.ts'
import type { Line, Tool, ToolContext, ToolKind } from './Tool.ts'

/** How sure of a lesion the model must be, 0 to 255: at first, per size key, per screen pixel of dragging. */
const SURE = 127
const PER_STEP = 8
const PER_PIXEL = 0.6
const LEAST = 2
const MOST = 253

/**
 * Shows the region that the model takes for a lesion under the pointer; a click paints it with the class in hand.
 * Dragging on, or the size keys, lower how sure the model must be, and the region grows.
 */
export const assist: ToolKind = {
  id: 'assist',
  key: 'a',
  sized: false,
  paints: true,
  needs: () => ['foreground'],
  create: createAssist,
}

function createAssist(): Tool {
  /** How much less sure than at first the model may be. */
  let lenience = 0
  let shown: { seed: number; lenience: number; lines: readonly Line[] } | undefined
  const inside = ({ foreground }: ToolContext, _: number, more: number) => {
    const sure = foreground()
    const least = Math.min(MOST, Math.max(LEAST, SURE - lenience - more))
    return sure && ((pixel: number) => sure[pixel]! >= least)
  }
  const region = regionTool({
    first: 0,
    perPixel: PER_PIXEL,
    belongs: inside,
    value: ({ value }) => value,
  })
  const preview = (context: ToolContext, seed: number | undefined) => {
    if (seed === undefined) shown = undefined
    else if (!shown || shown.seed !== seed || shown.lenience !== lenience)
      shown = { seed, lenience, lines: outlineOf(context, seed, inside(context, seed, 0)) }
  }
  return {
    ...region,
    down(context, at) {
      shown = undefined
      return region.down(context, at)
    },
    hover: (context, at) => preview(context, pixelAt(context.mask, at)),
    tune(context, by) {
      lenience = Math.min(SURE - LEAST, Math.max(SURE - MOST, lenience + by * PER_STEP))
      preview(context, shown?.seed)
    },
    outline: () => shown?.lines ?? [],
  }
}

/** Outer lines of what a click would paint. */
function outlineOf(
  { mask: { width, height } }: ToolContext,
  seed: number,
  belongs: ((pixel: number) => boolean) | undefined,
): readonly Line[] {
  if (!belongs?.(seed)) return []
  const trial = { width, height, data: new Uint8Array(width * height) }
  const box = floodFill(trial, seed, belongs, 1)
  if (!box) return []
  const cut = { ...box, data: new Uint8Array(box.width * box.height) }
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * width + box.x
    cut.data.set(trial.data.subarray(from, from + box.width), row * box.width)
  }
  return regionsOf(cut, 1).map(({ outer }) => closed(outer, box.x, box.y))
}

function closed(contour: Contour, dx: number, dy: number): Line {
  const points = Array.from({ length: contour.length / 2 }, (_, i) => ({
    x: contour[2 * i]! + dx,
    y: contour[2 * i + 1]! + dy,
  }))
  return points[0] ? [...points, points[0]] : []
}

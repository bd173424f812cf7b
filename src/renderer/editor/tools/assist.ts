import { type Contour, regionsOf } from '../../../shared/domain/contours.ts'
import { cutPatch, emptyMask } from '../../../shared/domain/mask.ts'
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
export const assist = {
  id: 'assist',
  key: 'a',
  sized: false,
  does: 'paints',
  needs: () => ['foreground'],
  create: createAssist,
} as const satisfies ToolKind

/** What a click would paint, as it is shown. */
type Preview =
  | { readonly kind: 'hidden' }
  | {
      readonly kind: 'shown'
      readonly seed: number
      readonly lenience: number
      readonly lines: readonly Line[]
    }

const HIDDEN: Preview = { kind: 'hidden' }

function createAssist(): Tool {
  /** How much less sure than at first the model may be. */
  let lenience = 0
  let preview = HIDDEN
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
  const show = (context: ToolContext, seed: number) => {
    if (preview.kind === 'shown' && preview.seed === seed && preview.lenience === lenience) return
    const lines = outlineOf(context, seed, inside(context, seed, 0))
    preview = { kind: 'shown', seed, lenience, lines }
  }
  return {
    ...region,
    get state() {
      return region.state
    },
    down(context, at) {
      preview = HIDDEN
      return region.down(context, at)
    },
    hover(context, at) {
      const seed = pixelAt(context.mask, at)
      if (seed === undefined) preview = HIDDEN
      else show(context, seed)
    },
    tune(context, by) {
      lenience = Math.min(SURE - LEAST, Math.max(SURE - MOST, lenience + by * PER_STEP))
      if (preview.kind === 'shown') show(context, preview.seed)
    },
    outline: () => (preview.kind === 'shown' ? preview.lines : []),
  }
}

/** Outer lines of what a click would paint. */
function outlineOf(
  { mask: { width, height } }: ToolContext,
  seed: number,
  belongs: ((pixel: number) => boolean) | undefined,
): readonly Line[] {
  if (!belongs?.(seed)) return []
  const trial = emptyMask(width, height)
  const box = floodFill(trial, seed, belongs, 1)
  if (!box) return []
  return regionsOf(cutPatch(trial, box), 1).map(({ outer }) => closed(outer, box.x, box.y))
}

function closed(contour: Contour, dx: number, dy: number): Line {
  const points = Array.from({ length: contour.length / 2 }, (_, i) => ({
    x: contour[2 * i]! + dx,
    y: contour[2 * i + 1]! + dy,
  }))
  return points[0] ? [...points, points[0]] : []
}

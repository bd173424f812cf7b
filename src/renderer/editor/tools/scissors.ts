import { Livewire } from '../../../shared/domain/livewire.ts'
import type { Point } from '../Rectangle.ts'
import { paintPolygon } from './paintPolygon.ts'
import { pixelAt } from './pixelAt.ts'
import { closes } from './polygon.ts'
import type { ToolContext, ToolKind } from './Tool.ts'

/** Pixels that one movement of the pointer may search: some milliseconds. */
const BUDGET = 150_000

/**
 * Intelligent scissors: from click to click the line follows the strongest edge (Mortensen and Barrett, 1995). The
 * first corner again, a double click or Enter closes it.
 */
export const scissors: ToolKind = {
  id: 'scissors',
  key: 'k',
  sized: false,
  paints: true,
  needs: () => ['edges'],
  create() {
    let corners: Point[] = []
    /** The line up to each corner but the first. */
    let paths: (readonly Point[])[] = []
    let wire: Livewire | undefined
    let live: readonly Point[] = []
    const begin = () => {
      corners = []
      paths = []
      wire = undefined
      live = []
    }
    const wireTo = (context: ToolContext, at: Point): readonly Point[] => {
      const to = pixelAt(context.mask, at)
      const path = to === undefined ? undefined : wire?.pathTo(to, BUDGET)
      if (!path) return [at]
      const { width } = context.mask
      return path.map((pixel) => ({ x: (pixel % width) + 0.5, y: Math.floor(pixel / width) + 0.5 }))
    }
    const anchor = (context: ToolContext, at: Point) => {
      const edges = context.edges()
      const seed = pixelAt(context.mask, at)
      wire = edges && seed !== undefined ? new Livewire(edges, context.mask.width, seed) : undefined
      corners.push(at)
      live = []
    }
    const finish = (context: ToolContext) => {
      const [first] = corners
      const drawn = first && corners.length > 2 ? [...line(corners, paths), ...wireTo(context, first)] : []
      begin()
      return paintPolygon(context, drawn)
    }
    return {
      get open() {
        return corners.length > 0
      },
      down(context, at) {
        if (closes(corners, at, context)) return finish(context)
        if (corners.length > 0) paths.push(wireTo(context, at))
        anchor(context, at)
        return undefined
      },
      move: () => undefined,
      hover(context, at) {
        if (corners.length > 0) live = wireTo(context, at)
      },
      finish,
      cancel(step) {
        if (!step) return begin()
        corners = corners.slice(0, -1)
        paths = paths.slice(0, Math.max(0, corners.length - 1))
        wire = undefined
        live = []
      },
      outline: () => [[...line(corners, paths), ...live]],
    }
  },
}

const line = (corners: readonly Point[], paths: readonly (readonly Point[])[]): Point[] => [
  ...corners.slice(0, 1),
  ...paths.flat(),
]
